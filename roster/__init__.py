"""The list, stage by stage: registry → provision → results. A later one may know an earlier one."""
