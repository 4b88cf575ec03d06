from django.urls import path

from registry.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<int:number>/", views.job_detail, name="detail"),
    path("<int:number>/pause/", views.job_pause, name="pause"),
    path("<int:number>/resume/", views.job_resume, name="resume"),
    path("<int:number>/cancel/", views.job_cancel, name="cancel"),
]
