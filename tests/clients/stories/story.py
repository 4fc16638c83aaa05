"""Run beside the clients that openapi-python-client generated: intake, list, commands, calendar."""

import json
import os
import time
from datetime import datetime, timezone
from uuid import UUID

from complaints import AuthenticatedClient as ComplaintsClient
from complaints.api.calendars import calendars_publish
from complaints.api.commands import complaint_commands_acknowledge, complaint_commands_answer
from complaints.api.complaints import complaint_file_read, complaint_list_list
from complaints.models import AnswerBody, CalendarBody, CommandBody, IntervalDto, WeekDto
from complaints.models.answer_body_outcome import AnswerBodyOutcome
from complaints.models.answer_entry_dto import AnswerEntryDto
from complaints.models.calendar_dto import CalendarDto
from complaints.models.complaint_dto import ComplaintDto
from complaints.models.complaint_file_dto import ComplaintFileDto
from complaints.models.complaint_list_item_page import ComplaintListItemPage
from feedback import AuthenticatedClient as FeedbackClient
from feedback.api.feedback import feedback_submit, feedback_submit_events
from feedback.models import AnswersBody, BatchDto, FeedbackBody, FeedbackDto, FeedbackEvent, FeedbackEventData
from feedback.models.feedback_body_method import FeedbackBodyMethod
from feedback.models.feedback_event_data_method import FeedbackEventDataMethod
from feedback.models.feedback_event_specversion import FeedbackEventSpecversion

keys = json.loads(os.environ["HARKEN_KEYS"])
urls = json.loads(os.environ["HARKEN_URLS"])


def feedback(role: str) -> FeedbackClient:
    return FeedbackClient(base_url=urls["feedback"], token=keys[role])


def complaints(role: str) -> ComplaintsClient:
    return ComplaintsClient(base_url=urls["complaints"], token=keys[role])


customer = f"python-{time.time_ns()}"
record = feedback_submit.sync(
    client=feedback("crm"),
    body=FeedbackBody(
        source="python",
        id=customer,
        customer=customer,
        method=FeedbackBodyMethod.SURVEY,
        touchpoint="handover",
        text="The keys did not fit.",
        answers=AnswersBody(nps=1),
        occurred_at=datetime(2026, 3, 2, 9, 15, tzinfo=timezone.utc),
    ),
)
assert isinstance(record, FeedbackDto), record
assert record.complaint.verdict == "certain", record

event = FeedbackEvent(
    specversion=FeedbackEventSpecversion.VALUE_0,
    id=f"{customer}-event",
    source="/python",
    type_="survey",
    data=FeedbackEventData(customer=customer, method=FeedbackEventDataMethod.SURVEY, answers=AnswersBody(nps=9)),
)
batch = feedback_submit_events.sync(client=feedback("crm"), body=[event])
assert isinstance(batch, BatchDto) and batch.accepted == 1, batch


def opened() -> UUID:
    for _ in range(100):
        page = complaint_list_list.sync(client=complaints("handler"), customer=[customer])
        assert isinstance(page, ComplaintListItemPage), page
        if page.items:
            return page.items[0].id
        time.sleep(0.2)
    raise AssertionError("the complaint did not come")


complaint_id = opened()
acknowledged = complaint_commands_acknowledge.sync(
    complaint_id, client=complaints("handler"), body=CommandBody(reason="A human read it.")
)
assert isinstance(acknowledged, ComplaintDto), acknowledged
answered = complaint_commands_answer.sync(
    complaint_id,
    client=complaints("handler"),
    body=AnswerBody(
        channel="email", text="We are sorry.", outcome=AnswerBodyOutcome.UPHELD, reasons=["lock"]
    ),
)
assert isinstance(answered, ComplaintDto) and len(answered.answers) == 1, answered

usual = [IntervalDto(from_="09:00", to="18:00")]
calendar = calendars_publish.sync(
    "python",
    client=complaints("ops"),
    body=CalendarBody(name="Hong Kong", zone="Asia/Hong_Kong", week=WeekDto(monday=usual, friday=usual)),
)
assert isinstance(calendar, CalendarDto), calendar

whole = complaint_file_read.sync(complaint_id, client=complaints("handler"))
assert isinstance(whole, ComplaintFileDto), whole
assert [one.text for one in whole.timeline if isinstance(one, AnswerEntryDto)] == ["We are sorry."], whole
print("intake, list, commands, calendar: done")
