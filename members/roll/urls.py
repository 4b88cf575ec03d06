from django.urls import include, path

from members.roll.views import belonging, changing, confirming, entering, reading

app_name = "members"
urlpatterns = [
    path("", reading.members, name="list"),
    path("export/", reading.export_members, name="export"),
    path("export/in-clear/", reading.export_in_clear, name="export_in_clear"),
    path("admit/", entering.admit, name="admit"),
    path("townships/", entering.townships, name="townships"),
    path("pending/", confirming.pending, name="pending"),
    path("", include("members.roll.merging.urls")),
    path("<str:number>/", reading.detail, name="detail"),
    path("<str:number>/contact/", reading.reveal, name="reveal"),
    path("<str:number>/correct/", changing.correct, name="correct"),
    path("<str:number>/choose/<key:pk>/", changing.choose, name="choose"),
    path("<str:number>/home/", changing.change_home, name="change_home"),
    path("<str:number>/join/", belonging.join, name="join"),
    path("<str:number>/transfer/", belonging.transfer, name="transfer"),
    path("<str:number>/depart/", belonging.depart, name="depart"),
    path("<str:number>/confirm/", confirming.confirm, name="confirm"),
]
