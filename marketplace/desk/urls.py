from django.urls import path

from marketplace.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("products/new/", views.add, name="add"),
    path("products/<int:pk>/", views.change, name="change"),
    path("products/<int:pk>/move/", views.move, name="move"),
    path("products/<int:pk>/stock/", views.restock, name="stock"),
    path("products/<int:pk>/photos/", views.add_photos, name="photos"),
    path("products/<int:pk>/photos/<int:shown>/", views.arrange_photo, name="photo"),
]
