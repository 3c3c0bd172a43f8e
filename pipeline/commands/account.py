"""``sohoa account``: who may sign in, and as what."""

from __future__ import annotations

import argparse
import getpass
import sys

from pipeline import config as configuration
from pipeline.accounts import Accounts, at_terminal
from pipeline.errors import Exit, UsageError
from pipeline.rights import TITLES, Role
from pipeline.staff import STANDINGS

HELP = "tài khoản: thêm, xem, ngừng, mở lại, đặt lại mật khẩu, đổi quyền, phiên làm việc"

VERBS = {
    "add": "thêm một người",
    "list": "xem mọi tài khoản",
    "disable": "ngừng một tài khoản và mọi phiên của nó",
    "enable": "cho dùng lại: tài khoản đã ngừng, lâu không dùng, hoặc bị khoá vì sai mật khẩu",
    "reset": "đặt lại mật khẩu, in ra mật khẩu dùng một lần",
    "role": "đổi quyền",
    "sessions": "xem các phiên làm việc đang mở",
    "revoke": "thu hồi một phiên làm việc",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = "; ".join(f"{verb}: {words}" for verb, words in VERBS.items())
    parser.add_argument("verb", choices=list(VERBS), metavar="VIỆC", help=verbs)
    parser.add_argument("name", nargs="?", default="", metavar="TÊN", help="họ tên; với revoke là mã phiên")
    roles = ", ".join(f"{role} ({title})" for role, title in TITLES.items())
    parser.add_argument("--role", action="append", choices=list(Role), help=f"{roles}; nêu nhiều lần được")
    parser.add_argument("--ask", action="store_true", help="hỏi mật khẩu ngay (add), không in mật khẩu dùng một lần")
    parser.add_argument("--outside", metavar="TÊN", help="tên người này ở dịch vụ đăng nhập của cơ quan (add, role)")


def run(chosen: argparse.Namespace) -> Exit:
    """Do one thing with accounts and print what came of it.

    Raises:
        UsageError: a name is missing.
    """
    if chosen.verb not in {"list", "sessions"} and not chosen.name:
        raise UsageError(f'Thiếu tên. Ví dụ: sohoa account {chosen.verb} "Lò Thị Mai"')
    accounts = Accounts.open(configuration.load(), at_terminal())
    try:
        DOES[chosen.verb](accounts, chosen)
    finally:
        accounts.close()
    return Exit.DONE


def _add(accounts: Accounts, chosen: argparse.Namespace) -> None:
    password = _asked() if chosen.ask else ""
    roles = [Role(role) for role in chosen.role or []]
    given = accounts.add(chosen.name, roles, password, chosen.outside or "")
    print(f"Đã thêm tài khoản «{chosen.name}»: {', '.join(TITLES[role] for role in roles)}.")
    _print_once(given)


def _asked() -> str:
    """Ask for a password twice, without showing it.

    Raises:
        UsageError: the two differ.
    """
    first = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != first:
        raise UsageError("Hai lần nhập không giống nhau. Hãy chạy lại lệnh.")
    return first


def _list(accounts: Accounts, _chosen: argparse.Namespace) -> None:
    for account in accounts.all():
        titles = ", ".join(TITLES[role] for role in account.roles)
        outside = f" · {account.outside}" if account.outside else ""
        print(f"{account.name} · {titles} · {STANDINGS[accounts.standing(account)]}{outside}")
    if not accounts.all():
        print('Chưa có tài khoản nào. Thêm người quản trị đầu tiên: sohoa account add "HỌ TÊN" --role administrator')


def _disable(accounts: Accounts, chosen: argparse.Namespace) -> None:
    print(f"Đã ngừng tài khoản «{accounts.disable(chosen.name).name}» và mọi phiên làm việc của nó.")


def _enable(accounts: Accounts, chosen: argparse.Namespace) -> None:
    print(f"Tài khoản «{accounts.enable(chosen.name).name}» dùng lại được.")


def _reset(accounts: Accounts, chosen: argparse.Namespace) -> None:
    _print_once(accounts.reset(chosen.name))


def _role(accounts: Accounts, chosen: argparse.Namespace) -> None:
    if not chosen.role and chosen.outside is None:
        raise UsageError("Hãy nêu quyền mới: --role clerk, checker, superior hoặc administrator.")
    if chosen.role:
        account = accounts.set_roles(chosen.name, [Role(role) for role in chosen.role])
        print(f"Quyền của «{account.name}»: {', '.join(TITLES[role] for role in account.roles)}.")
    if chosen.outside is not None:
        account = accounts.set_outside(chosen.name, chosen.outside)
        print(f"«{account.name}» ở dịch vụ đăng nhập của cơ quan: {account.outside or 'không có'}.")


def _sessions(accounts: Accounts, _chosen: argparse.Namespace) -> None:
    for session in accounts.sessions():
        seen = session.seen.astimezone().strftime("%d.%m.%Y %H:%M")
        print(f"{session.mark[:12]} · {session.account.name} · {session.origin} · lần cuối {seen}")
    if not accounts.sessions():
        print("Không có phiên làm việc nào đang mở.")


def _revoke(accounts: Accounts, chosen: argparse.Namespace) -> None:
    print(f"Đã thu hồi phiên làm việc của «{accounts.revoke(chosen.name).account.name}».")


def _print_once(given: str) -> None:
    if given:
        print(f"Mật khẩu dùng một lần: {given}")
        print("Hãy trao tận tay. Khi đăng nhập lần đầu phải đổi mật khẩu này.", file=sys.stderr)


DOES = {
    "add": _add,
    "list": _list,
    "disable": _disable,
    "enable": _enable,
    "reset": _reset,
    "role": _role,
    "sessions": _sessions,
    "revoke": _revoke,
}
