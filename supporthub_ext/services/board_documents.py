"""What we ask GitHub about the board, and what we tell it, as GraphQL documents.

Every document in here is held against GitHub's published schema by a test.
"""

from __future__ import annotations

PROJECT = """
query($organisation: String!, $number: Int!) {
  organization(login: $organisation) {
    projectV2(number: $number) {
      id
      title
      url
      closed
      fields(first: 50) {
        nodes {
          __typename
          ... on ProjectV2FieldCommon { id name dataType }
          ... on ProjectV2SingleSelectField { options { id name } }
          ... on ProjectV2IterationField {
            configuration {
              iterations { id title startDate duration }
              completedIterations { id title startDate duration }
            }
          }
        }
      }
    }
  }
}
"""

ITEM = """
fragment Item on ProjectV2Item {
  id
  type
  isArchived
  content {
    __typename
    ... on Issue {
      number
      state
      repository { nameWithOwner }
      labels(first: 50) { nodes { name } }
    }
  }
  fieldValues(first: 50) {
    nodes {
      __typename
      ... on ProjectV2ItemFieldSingleSelectValue { name field { ... on ProjectV2FieldCommon { name } } }
      ... on ProjectV2ItemFieldIterationValue { title field { ... on ProjectV2FieldCommon { name } } }
    }
  }
}
"""

ITEMS = (
    """
query($project: ID!, $after: String) {
  node(id: $project) {
    ... on ProjectV2 {
      items(first: 100, after: $after, orderBy: { field: POSITION, direction: ASC }) {
        pageInfo { hasNextPage endCursor }
        nodes { ...Item }
      }
    }
  }
}
"""
    + ITEM
)

ITEMS_OF_ISSUE = (
    """
query($owner: String!, $repository: String!, $number: Int!) {
  repository(owner: $owner, name: $repository) {
    issue(number: $number) {
      projectItems(first: 50, includeArchived: true) {
        nodes { ...Item project { id } }
      }
    }
  }
}
"""
    + ITEM
)

ADD = """
mutation($project: ID!, $content: ID!) {
  addProjectV2ItemById(input: { projectId: $project, contentId: $content }) { item { id } }
}
"""


def setting(count: int) -> str:
    """Answer the mutation that sets some fields of an item in one call; GitHub does one after another.

    Its variables are ``project``, ``item``, and ``field0``, ``value0``, ``field1``, ``value1``, ...
    """
    asked = "".join(f", $field{at}: ID!, $value{at}: ProjectV2FieldValue!" for at in range(count))
    parts = "".join(SET_ONE.format(at=at) for at in range(count))
    return f"\nmutation($project: ID!, $item: ID!{asked}) {{{parts}\n}}\n"


SET_ONE = """
  set{at}: updateProjectV2ItemFieldValue(
    input: {{ projectId: $project, itemId: $item, fieldId: $field{at}, value: $value{at} }}
  ) {{ projectV2Item {{ id }} }}"""

MOVE = """
mutation($project: ID!, $item: ID!, $after: ID) {
  updateProjectV2ItemPosition(input: { projectId: $project, itemId: $item, afterId: $after }) {
    items(first: 1) { nodes { id } }
  }
}
"""

UNARCHIVE = """
mutation($project: ID!, $item: ID!) {
  unarchiveProjectV2Item(input: { projectId: $project, itemId: $item }) { item { id } }
}
"""

DOCUMENTS = {
    "PROJECT": PROJECT,
    "ITEMS": ITEMS,
    "ITEMS_OF_ISSUE": ITEMS_OF_ISSUE,
    "ADD": ADD,
    "SET": setting(1),
    "SET_THREE": setting(3),
    "MOVE": MOVE,
    "UNARCHIVE": UNARCHIVE,
}
