"""The whole service on PostgreSQL: sessions, queue, decisions, ledger."""

import pytest
import sqlalchemy as sa

from sanxref.screening.dispositions import ReviewOptions
from screening.made_alerts import postgres_programs, private_cluster
from service.conftest import csrf_of, log_in

pytestmark = pytest.mark.xdist_group("review-databases")


def test_a_decision_is_made_over_the_web_on_postgresql(make_desk):
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs: apt-get install postgresql")
    with private_cluster(programs) as address:
        admin = sa.create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE desk"))
        admin.dispose()
        desk = make_desk(review=ReviewOptions(database=address.format(name="desk")))
        desk.raise_alerts(0, 1)
        number = desk.house.desk.queue()[0].id
        log_in(desk.client, "anna")
        form = {"outcome": "true_match", "reason": "The same person.", "csrf": csrf_of(desk.client)}
        answer = desk.client.post(f"/desk/alerts/{number}/decide", data=form)
        assert answer.status_code == 200
        assert desk.house.desk.counts().decided == 1
        form = {"csrf": csrf_of(desk.client)}
        assert "intact" in desk.client.post("/desk/history/verify", data=form).text
        assert "true match" in desk.client.get("/desk/alerts?status=decided").text
        desk.house.close()
