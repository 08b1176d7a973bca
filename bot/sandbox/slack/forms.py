"""What a form holds as `state.values`: what stands in it at first, what is typed, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.elements import elements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Values = dict[str, dict[str, dict[str, Any]]]

#: The field of an element's state that holds its value, and the field of the element that fills it in.
_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
#: What is written and not picked: each tells of its letters, or of the Enter key, as its dispatch_action_config says.
TYPED = frozenset(kind for kind, (_, initial) in _FIELDS.items() if initial == "initial_value")
REQUIRED = "Please complete this required field."


def initial_values(blocks: Iterable[Mapping[str, Any]], typed: Values | None = None) -> Values:
    """The state of a form that was just shown; what was typed before stays where ids and types agree."""
    values: Values = {}
    for block, element in _holding_state(blocks):
        field, initial = _FIELDS[element["type"]]
        empty: Any = [] if field.endswith("s") else None
        state = {"type": element["type"], field: element.get(initial, empty)}
        before = (typed or {}).get(block["block_id"], {}).get(element["action_id"])
        if before and before.get("type") == element["type"]:
            state = before
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def with_told(values: Values, told: Mapping[str, Any]) -> Values:
    """The state once a page has told its own; what the form does not have is left out."""
    return {
        block_id: {action_id: told.get(block_id, {}).get(action_id) or state for action_id, state in states.items()}
        for block_id, states in values.items()
    }


def with_action(values: Values, action: Mapping[str, Any]) -> Values:
    """The state once an element has been used, from Slack's account of it; a button or a menu holds nothing."""
    field, _ = _FIELDS.get(action.get("type", ""), ("", ""))
    if field not in action:
        return values
    block_id, held = action["block_id"], {"type": action["type"], field: action[field]}
    return values | {block_id: values.get(block_id, {}) | {action["action_id"]: held}}


def told_besides(element: Mapping[str, Any]) -> dict[str, Any]:
    """What of an element Slack tells with each use of it, beside what was chosen: its placeholder, its question, and
    what was chosen at first (docs.slack.dev/tools/bolt-js/reference, the types of block actions)."""
    _, initial = _FIELDS.get(element["type"], ("", ""))
    names = ("placeholder", "confirm", initial) if element["type"] not in TYPED else ()
    return {name: element[name] for name in names if name in element}


def typed_values(blocks: Iterable[Mapping[str, Any]], values: Values, typed: Mapping[str, Any]) -> Values:
    """The state once a person has typed.

    Args:
        values: the state before.
        typed: by action_id, or by block_id where the block has one field: a text, an option (as its value, or whole),
            or a list of options.

    Raises:
        KeyError: the form has no such field.
        ValueError: the field has no such option.
    """
    after = {block_id: dict(states) for block_id, states in values.items()}
    left = set(typed)
    for block, element in _holding_state(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        key = action_id if action_id in typed or len(after[block_id]) > 1 else block_id
        if key in typed:
            after[block_id][action_id] = state_of(element, typed[key])
            left.discard(key)
    if left:
        raise KeyError(f"the form has no field {', '.join(sorted(left))}")
    return after


def state_of(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """The state of an element that holds this value.

    Raises:
        ValueError: the element has no such option.
    """
    field, _ = _FIELDS[element["type"]]
    if field in ("selected_option", "selected_options"):
        many = field.endswith("s")
        wanted = value if many else [value]
        options = [_option(element, each) for each in wanted if each is not None]
        return {"type": element["type"], field: options if many else next(iter(options), None)}
    return {"type": element["type"], field: value}


def used(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """What Slack tells of the use of an element that is no button.

    Raises:
        ValueError: the element has no such option.
    """
    if element["type"] == "overflow":
        return {"selected_option": _option(element, value)}
    return state_of(element, value)


def missing(blocks: Iterable[Mapping[str, Any]], values: Values) -> dict[str, str]:
    """What Slack's own client says before it sends a form: by block_id, the complaint."""
    found = {}
    for block, element in _holding_state(blocks):
        if block["type"] != "input":
            continue
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = state.get(_FIELDS[element["type"]][0])
        if value in (None, "", []) and not block.get("optional"):
            found[block["block_id"]] = REQUIRED
        elif complaint := _out_of_bounds(element, value):
            found[block["block_id"]] = complaint
    return found


def _out_of_bounds(element: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, str) and value:
        if len(value) > element.get("max_length", 3000):
            return f"This entry must be {element.get('max_length', 3000)} characters or fewer."
        if len(value) < element.get("min_length", 0):
            return f"This entry must be {element['min_length']} characters or more."
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        return f"Please choose {element['max_selected_items']} or fewer."
    return ""


def _holding_state(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _FIELDS:
                yield block, element


def _option(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    groups = element.get("option_groups") or [element]
    for option in (option for group in groups for option in group.get("options", ())):
        if option["value"] == value:
            return dict(option)
    raise ValueError(f"{element['action_id']} has no option {value}")
