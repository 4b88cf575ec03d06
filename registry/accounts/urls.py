"""Of allauth only what a closed house needs: no sign-up, no mail addresses, no password by mail."""

from allauth.account import views as account
from django.urls import include, path

from registry.accounts import views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
