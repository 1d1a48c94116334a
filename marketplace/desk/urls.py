from django.urls import path

from marketplace.desk import answering, orders_views, returns_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("products/new/", views.add, name="add"),
    path("products/<int:pk>/", views.change, name="change"),
    path("products/<int:pk>/move/", views.move, name="move"),
    path("products/<int:pk>/stock/", views.restock, name="stock"),
    path("products/<int:pk>/photos/", views.add_photos, name="photos"),
    path("products/<int:pk>/photos/<int:shown>/", views.arrange_photo, name="photo"),
    path("answer/<slug:code>/", answering.answer, name="answer"),
    path("orders/", orders_views.index, name="orders"),
    path("orders/<int:pk>/", orders_views.show, name="order"),
    path("orders/<int:pk>/move/", orders_views.move, name="order_move"),
    path("orders/<int:pk>/decline/", orders_views.decline, name="order_decline"),
    path("orders/<int:pk>/part/", orders_views.accept_part, name="order_part"),
    path("orders/<int:pk>/send/", orders_views.send, name="order_send"),
    path("orders/<int:pk>/returns/<int:withdrawal>/", returns_views.came_back, name="order_came_back"),
]
