from django.urls import include, path

from members.surveys import views
from members.surveys.leads import views as leads
from members.surveys.waiting import decision_views, question_views
from members.surveys.waiting import views as waiting

app_name = "surveys"

urlpatterns = [
    path("", views.upload_list, name="list"),
    path("new/", views.upload_new, name="new"),
    path("", include("members.surveys.campaigns.urls")),
    path("leads/", leads.lead_list, name="leads"),
    path("leads/confirm/", leads.confirm_leads, name="confirm_leads"),
    path("leads/erase/", leads.erase_leads, name="erase_leads"),
    path("<key:number>/", views.upload_detail, name="detail"),
    path("<key:number>/reading/", views.upload_reading, name="reading"),
    path("<key:number>/reading/forget/", views.upload_forget_columns, name="forget_columns"),
    path("<key:number>/apply/", views.upload_apply, name="apply"),
    path("<key:number>/discard/", views.upload_discard, name="discard"),
    path("<key:number>/undo/", views.upload_undo, name="undo"),
    path("<key:number>/kept/", views.kept_members, name="kept"),
    path("<key:number>/lines/<key:line>/", waiting.correct_line, name="line"),
    path("<key:number>/apply/rest/", waiting.apply_rest, name="apply_rest"),
    path("<key:number>/waiting.xlsx", waiting.error_workbook, name="error_workbook"),
    path("<key:number>/corrected/", waiting.take_workbook, name="take_workbook"),
    path("<key:number>/questions/", question_views.questions, name="questions"),
    path("<key:number>/questions/<key:answer>/withdraw/", question_views.withdraw_answer, name="withdraw_answer"),
    path("<key:number>/doubtful/", decision_views.doubtful, name="doubtful"),
    path("<key:number>/duplicates/", decision_views.duplicates, name="duplicates"),
]
