from django.urls import path

from registry.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<key:number>/", views.job_detail, name="detail"),
    path("<key:number>/pause/", views.job_pause, name="pause"),
    path("<key:number>/resume/", views.job_resume, name="resume"),
    path("<key:number>/cancel/", views.job_cancel, name="cancel"),
]
