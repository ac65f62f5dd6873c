"""From config/, the environment and flags to the options of each room."""
