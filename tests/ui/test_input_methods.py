"""Telex and VNI: the Enter that ends a word belongs to the word."""

from office import Desktop
from playwright.sync_api import Locator, expect

COMPOSED = """(field, order) => {
  const key = (kind, more) => field.dispatchEvent(new KeyboardEvent(kind, { key: "Enter", code: "Enter", bubbles: true,
    composed: true, cancelable: true, ...more }));
  const steps = {
    start: () => field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true, composed: true })),
    word: () => { field.value = "Nguyễn"; field.dispatchEvent(new Event("input", { bubbles: true, composed: true })); },
    end: () => field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, composed: true })),
    composing: () => key("keydown", { isComposing: true, keyCode: 229 }),
    windows: () => key("keydown", { keyCode: 229 }),
    enter: () => key("keydown", { keyCode: 13 }),
    up: () => key("keyup", { keyCode: 13 }),
  };
  for (const step of order) steps[step]();
}"""


def compose(field: Locator, order: str) -> None:
    """Send the field what an input method makes a browser send."""
    field.evaluate(COMPOSED, order.split())


def stays(desktop: Desktop) -> None:
    """Check that the word is still in the field of the first cell, and that a plain Enter takes it."""
    desktop.at("Số")
    expect(desktop.field).to_have_value("Nguyễn")
    desktop.page.wait_for_timeout(120)
    desktop.press("Enter")
    desktop.at("Ngày đăng ký")
    desktop.all_saved()


def test_enter_inside_a_composition_stays(desktop: Desktop) -> None:
    compose(desktop.field, "start word composing end up")
    stays(desktop)


def test_enter_with_the_code_of_an_input_method_stays(desktop: Desktop) -> None:
    compose(desktop.field, "word windows up")
    stays(desktop)


def test_enter_that_comes_with_the_end_of_a_composition_stays(desktop: Desktop) -> None:
    compose(desktop.field, "start word end enter up")
    stays(desktop)


def test_enter_handed_on_by_the_input_method_while_it_is_held_stays(desktop: Desktop) -> None:
    compose(desktop.field, "start word composing end enter enter up")
    stays(desktop)
