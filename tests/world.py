"""Two neighbours with one of everything each: what the one has must never show to the other."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from branches.models import Branch, Ceremony, Cover, OfficeTerm, Plaque, PlaquePhoto, PrintRun
from members.models import Asked, Campaign, Lead, Member, Merger, OtherValue, RememberedAnswer, Upload
from members.roll.merging.actions import merge
from registry.jobs import actions as jobs
from registry.models import Job
from tests.factories.campaigns import make_campaign, unit
from tests.factories.ceremonies import make_held_ceremony, make_photo
from tests.factories.organisation import make_branch, make_cover, make_office_term
from tests.factories.papers import make_print_run
from tests.factories.roll import TODAY, make_member, make_other_value
from tests.factories.surveys import apply, make_csv, make_upload


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture with a county, a branch, a member in it, a survey file, a plaque awarded at a ceremony of its own ..."""

    code: int
    county: int
    branch: Branch
    member: Member
    upload: Upload
    ceremony: Ceremony
    plaque: Plaque
    photo: PlaquePhoto
    run: PrintRun
    cover: Cover
    term: OfficeTerm
    other_value: OtherValue
    campaign: Campaign
    asked: Asked
    namesake: Member
    merger: Merger
    lead: Lead
    answer: RememberedAnswer
    job: Job

    @property
    def secrets(self) -> list[str]:
        """Whatever tells of it: names, numbers, a phone."""
        return [
            self.branch.short_name,
            str(self.branch.code),
            self.member.name,
            self.member.number,
            self.member.phone,
            self.upload.file_name,
            self.ceremony.title,
            self.plaque.number,
            self.run.file_name,
            self.term.holder_name,
            self.other_value.value["text"],
            self.campaign.title,
            self.merger.survivor.number,
            self.answer.text,
        ]

    @property
    def things(self) -> list[Model]:
        """The rows themselves."""
        return [value for name in self.__slots__ if isinstance(value := getattr(self, name), Model)]


def make_prefecture(county: int, *, name: str, person: str, phone: str) -> Prefecture:
    code = county // 100 * 100
    branch = make_branch(county=county, name=f"{name}驻京流动党支部")
    member = make_member(name=person, origin=county, branch=branch, phone=phone)
    upload = make_upload(make_csv(f"{person},{phone},,,北京市丰台区,厨师,已交"), place=code, name=f"{name}摸底表.csv")
    campaign = make_campaign(place=code, title=f"{name}流动党员摸底")
    ceremony = make_held_ceremony(branches=[branch], division_code=code, title=f"{name}授牌仪式")
    plaque = Plaque.objects.get(branch=branch)
    return Prefecture(
        code,
        county,
        branch,
        member,
        upload,
        ceremony,
        plaque=plaque,
        photo=make_photo(plaque),
        run=make_print_run(ceremony, place=code),
        cover=make_cover(branch, county),
        term=make_office_term(branch, holder_name=f"{person}之师"),
        other_value=make_other_value(member, "work_address", {"text": f"{name}老街", "district": None}),
        campaign=campaign,
        asked=unit(campaign, county),
        namesake=make_member(name=person, origin=county),
        merger=make_merger(county, f"{person}之友"),
        lead=make_lead(code, f"{person}之邻"),
        answer=make_answer(code, f"{name}的旧称"),
        job=make_job(upload),
    )


def make_merger(county: int, name: str) -> Merger:
    """Two records of somebody that were joined."""
    survivor, absorbed = (make_member(name=name, origin=county) for _record in range(2))
    return merge(survivor=survivor, absorbed=absorbed, versions=(1, 1), by=None, today=TODAY)


def make_lead(place: int, name: str) -> Lead:
    """Somebody whom only a chamber of commerce named."""
    upload = apply(make_upload(make_csv(f"{name},13700137007,,,,,"), place=place, channel="chamber"))
    return Lead.objects.get(upload=upload)


def make_answer(place: int, text: str) -> RememberedAnswer:
    """What the office of the place has said that a text means."""
    return RememberedAnswer.objects.create(division_code=place, field="origin", text=text, given_at=timezone.now())


def make_job(upload: Upload) -> Job:
    """A file that is being read beside the pages."""
    arguments = {"upload": upload.pk, "today": TODAY.isoformat()}
    return jobs.start(
        kind="members.surveys.works.reading_in.reading_in", arguments=arguments, parts=[{}], whole=1, by=None
    )


def make_neighbours() -> tuple[Prefecture, Prefecture]:
    """Nanchang, and Ganzhou, which nobody in Nanchang may learn anything of."""
    nanchang = make_prefecture(360103, name="西湖区", person="章文清", phone="13800138005")
    ganzhou = make_prefecture(360702, name="章贡区", person="欧阳若愚", phone="13900139006")
    return nanchang, ganzhou
