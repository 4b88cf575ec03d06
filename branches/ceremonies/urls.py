from django.urls import path

from branches.ceremonies.views import ceremonies, plaques, steps

app_name = "ceremonies"
urlpatterns = [
    path("", ceremonies.ceremonies, name="list"),
    path("export/", ceremonies.export_ceremonies, name="export"),
    path("plan/", ceremonies.plan, name="plan"),
    path("<int:pk>/", ceremonies.detail, name="detail"),
    path("<int:pk>/export/", ceremonies.export_list, name="export_list"),
    path("<int:pk>/change/", ceremonies.change, name="change"),
    path("<int:pk>/choose/", steps.choose, name="choose"),
    path("<int:pk>/list/", steps.arrange, name="arrange"),
    path("<int:pk>/prepare/", steps.prepare, name="prepare"),
    path("<int:pk>/hold/", steps.hold, name="hold"),
    path("<int:pk>/cancel/", steps.cancel, name="cancel"),
    path("<int:pk>/correct/", steps.correct, name="correct"),
    path("awaiting/", plaques.awaiting, name="awaiting"),
    path("awaiting/export/", plaques.export_awaiting, name="export_awaiting"),
    path("plaques/", plaques.ledger, name="plaques"),
    path("plaques/export/", plaques.export_ledger, name="export_plaques"),
    path("plaques/award/<int:code>/", plaques.award, name="award"),
    path("plaques/<int:pk>/", plaques.plaque, name="plaque"),
    path("plaques/<int:pk>/replace/", plaques.replace, name="replace"),
    path("plaques/<int:pk>/end/", plaques.end, name="end"),
    path("plaques/<int:pk>/receipt/", plaques.receipt, name="receipt"),
]
