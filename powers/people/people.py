"""People and the posts they hold. A right comes from a post in an office, never from a person.

An applicant signs in with a phone number or e-mail address that is stored only as a keyed fingerprint. System, security
and audit administrators are three people (三员分立, GB/T 22239-2019 8.1.5.1): the database refuses a second such post.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ledger import vault
from powers.people import standing_in
from powers.people.offices import Office


class Role(models.TextChoices):
    WINDOW = "window", "受理岗"
    HANDLER = "handler", "承办岗"
    SURVEYOR = "surveyor", "核查岗"
    EXPERT = "expert", "专家"
    REVIEWER = "reviewer", "审核岗"
    LEGAL = "legal", "法制岗"
    HEAD = "head", "决定岗"
    STAFFING = "staffing", "机构编制"
    LEGAL_OFFICE = "legal_office", "法制机构"
    DEPARTMENT_INSPECTOR = "department_inspector", "部门监察"
    GOVERNMENT_INSPECTOR = "government_inspector", "政府监察"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"
    CATALOGUE = "catalogue", "清单专员"
    GOVERNMENT = "government", "政府批准"


THREE_ADMINS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
HANDLING_ROLES = (Role.HANDLER, Role.SURVEYOR, Role.EXPERT, Role.REVIEWER, Role.LEGAL, Role.HEAD)
INSPECTOR_ROLES = (Role.DEPARTMENT_INSPECTOR, Role.GOVERNMENT_INSPECTOR)


class AccountKind(models.TextChoices):
    PERSON = "person", "个人"
    ENTERPRISE = "enterprise", "企业和组织"
    OFFICIAL = "official", "工作人员"


def login_key(typed: str) -> str:
    """What a phone number or e-mail address is stored as."""
    return vault.lookup(typed.strip().lower(), where="login")


class UserManager(BaseUserManager):
    def create_user(self, login, password=None, **fields):
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, typed):
        """An official's account name, or an applicant's phone number or e-mail address."""
        key = login_key(typed)
        found = self.filter(Q(login=typed) | Q(login=key) | Q(second_login=key)).first()
        if found is None:
            raise self.model.DoesNotExist
        return found


class User(AbstractBaseUser):
    login = models.CharField(max_length=64, unique=True)
    second_login = models.CharField(max_length=64, null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=AccountKind, default=AccountKind.PERSON)
    staff_no = models.CharField("工号", max_length=20, blank=True)
    name = models.CharField(
        "姓名", max_length=40, blank=True, help_text="工作人员的姓名；申请人的姓名加密存放"
    )
    is_active = models.BooleanField(default=True)
    large_text = models.BooleanField("长者模式", default=False)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff_no"], condition=~Q(staff_no=""), name="user_one_per_staff_no"
            ),
        ]

    def __str__(self):
        return self.name or str(self.pk)

    @property
    def is_applicant(self) -> bool:
        return self.kind != AccountKind.OFFICIAL

    @cached_property
    def posts(self) -> list["Post"]:
        """The posts to act by today, with their offices: the own, then those of absent colleagues; read once a request."""
        return standing_in.posts_today(self)

    def on_behalf(self, allowed) -> dict:
        """What an event says beside the name when only a lent post allows the act."""
        return standing_in.on_behalf(self, allowed)

    def holds(self, *roles, office_id: str | None = None) -> bool:
        return any(p.role in roles and (office_id is None or p.office_id == office_id) for p in self.posts)

    def offices_as(self, *roles) -> set[str]:
        return {p.office_id for p in self.posts if p.role in roles}

    def roles_in(self, office_id: str) -> set[str]:
        return {p.role for p in self.posts if p.office_id == office_id}


class PostQuerySet(models.QuerySet):
    def administrators(self):
        return self.filter(active=True, role__in=THREE_ADMINS)


class Post(models.Model):
    """A person on a post in an office."""

    user = models.ForeignKey(User, models.PROTECT, related_name="all_posts")
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    role = models.CharField("岗位", max_length=24, choices=Role)
    active = models.BooleanField(default=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="post_held_once"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role__in=[r.value for r in THREE_ADMINS]),
                name="post_three_admins_apart",
            ),
        ]

    def __str__(self):
        return f"{self.office} {self.get_role_display()}"

    @property
    def is_administrator(self) -> bool:
        return self.role in THREE_ADMINS


@dataclass(frozen=True)
class Unattended:
    """A named actor that is not a person at a desk: the clock, or an applicant whose word came over the exchange."""

    post: str
    subject: str = ""

    is_authenticated = True
    is_applicant = False
    staff_no = name = ""
    pk = None
    posts = ()

    def holds(self, *roles, office_id=None) -> bool:
        return False


CLOCK = Unattended("clock")
REGISTRAR = Unattended("registrar")


def hand(by, **said) -> dict:
    """Who acted and what was said, for this zone alone: the private part of an act."""
    return {"staff": by.staff_no, "name": by.name, **{key: value for key, value in said.items() if value}}


def signed(private: dict) -> str:
    """Who acted, and for whom, as colleagues read it: 张三（代李四）; empty where this zone does not know."""
    name, absent = private.get("name", ""), private.get("for_name", "")
    return f"{name}（代{absent}）" if name and absent else name
