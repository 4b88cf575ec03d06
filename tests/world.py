"""Two neighbours with one of everything each: what the one has must never show to the other."""

from dataclasses import dataclass

from branches.models import Branch, Ceremony, Cover, OfficeTerm, Plaque, PlaquePhoto, PrintRun
from members.models import Asked, Campaign, Member, OtherValue, Upload
from tests.factories.campaigns import make_campaign, unit
from tests.factories.ceremonies import make_held_ceremony, make_photo
from tests.factories.organisation import make_branch, make_cover, make_office_term
from tests.factories.papers import make_print_run
from tests.factories.roll import make_member, make_other_value
from tests.factories.surveys import make_csv, make_upload


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
        ]


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
    )


def make_neighbours() -> tuple[Prefecture, Prefecture]:
    """Nanchang, and Ganzhou, which nobody in Nanchang may learn anything of."""
    nanchang = make_prefecture(360103, name="西湖区", person="章文清", phone="13800138005")
    ganzhou = make_prefecture(360702, name="章贡区", person="欧阳若愚", phone="13900139006")
    return nanchang, ganzhou
