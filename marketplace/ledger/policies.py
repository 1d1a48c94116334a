"""Who may do what with the books in the admin. Nobody edits them, whatever rights a group was given: not even an administrator."""

from wagtail.permission_policies import ModelPermissionPolicy


class OnlyPolicy(ModelPermissionPolicy):
    """A model's usual permissions, as far as they are for one of `actions`."""

    def __init__(self, model, *actions):
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user, action):
        return action in self.actions and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(self.actions.intersection(actions))
