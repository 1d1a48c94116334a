import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from marketplace.accounts import groups
from tests import factories

pytestmark = pytest.mark.django_db

EVERYBODY = [groups.CURATOR, groups.MODERATOR, groups.ORDER_DESK, groups.FINANCE]


def person_of(group):
    user = factories.user()
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize("group", EVERYBODY)
def test_group_has_exactly_the_permissions_of_the_table(group):
    held = Group.objects.get(name=group).permissions.values_list("content_type__app_label", "codename")
    assert {".".join(one) for one in held} == groups.names_of(group)


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("wagtailadmin.access_admin", EVERYBODY),
        ("catalogue.view_product", EVERYBODY),
        ("catalogue.add_product", [groups.CURATOR]),
        ("catalogue.change_product", [groups.CURATOR, groups.MODERATOR]),
        ("catalogue.delete_product", []),
        ("catalogue.change_stock", []),
        ("catalogue.change_report", [groups.CURATOR, groups.MODERATOR]),
        ("vendors.change_vendor", [groups.CURATOR, groups.MODERATOR]),
        ("vendors.delete_vendor", []),
        ("vendors.add_membership", [groups.CURATOR]),
        ("ledger.view_entry", [groups.FINANCE]),
        ("ledger.change_entry", []),
        ("ledger.delete_posting", []),
        ("ledger.add_deposit", [groups.FINANCE]),
        ("ledger.change_splitrule", [groups.FINANCE]),
        ("accounts.view_user", []),
        ("accounts.change_user", []),
        ("auth.change_group", []),
    ],
)
def test_permission_is_held_by_these_groups_only(permission, allowed):
    assert [group for group in EVERYBODY if person_of(group).has_perm(permission)] == allowed


@pytest.mark.parametrize(
    ("group", "may_edit", "may_publish"),
    [
        (groups.CURATOR, True, False),
        (groups.MODERATOR, True, True),
        (groups.ORDER_DESK, False, False),
        (groups.FINANCE, False, False),
    ],
)
def test_page_curator_edits_and_moderator_publishes(group, may_edit, may_publish):
    allowed = Site.objects.get().root_page.permissions_for_user(person_of(group))
    assert (allowed.can_edit(), allowed.can_publish()) == (may_edit, may_publish)


@pytest.mark.parametrize(
    ("group", "may_add"),
    [(groups.CURATOR, True), (groups.MODERATOR, False), (groups.ORDER_DESK, False), (groups.FINANCE, False)],
)
def test_pictures_are_added_by_curators(group, may_add):
    policy = policy_registry.get_by_type(get_image_model())
    assert policy.user_has_permission(person_of(group), "add") is may_add


def test_set_up_repeated_takes_back_what_was_added_by_hand():
    finance = Group.objects.get(name=groups.FINANCE)
    finance.permissions.add(Permission.objects.get(codename="change_user"))
    before = Group.objects.count()
    groups.set_up()
    assert not finance.permissions.filter(codename="change_user").exists()
    assert Group.objects.count() == before


def test_first_workflow_of_wagtail_is_the_moderators():
    workflow = Page.objects.get(depth=1).workflowpage.workflow
    [task] = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == [groups.MODERATOR]


def test_groups_of_a_new_wagtail_are_not_left_beside_ours():
    assert set(Group.objects.values_list("name", flat=True)) == set(EVERYBODY)


@pytest.mark.django_db(transaction=True)
def test_groups_come_back_after_the_tests_flush():
    # The flush at the end of a transactional test empties the tables and says "migrated".
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    assert Group.objects.count() == len(EVERYBODY)
