"""Puts ontology/ and data/ into the wheel, inside the package; an editable install reads them where they are."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before each wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a standard wheel."""
        if version == "standard":
            build_data["force_include"] |= {"ontology": "kg/ontology", "data": "kg/data"}
