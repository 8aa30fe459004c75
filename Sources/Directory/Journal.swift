/// One change of one cell or row, with what is needed to take it back.
public enum Change: Equatable {
  case insert(table: Int, row: Row)
  case delete(table: Int, row: Row)
  case set(table: Int, row: Row, attribute: Int, before: Cell, after: Cell)
}

/// A committed transaction: the unit of undo and redo.
public struct JournalEntry {
  public let number: Int
  /// What was asked, in the user's words (`Move-CsUser sip:kenmyer@contoso.com`).
  public let title: String
  public let changes: [Change]
  /// Set when the entry replaced the whole state (restoring a named state, loading a deployment).
  let replaced: (before: Store.State, after: Store.State)?
}

/// One line of a diff: an object appeared, disappeared, or one of its attributes changed.
public struct Difference: Equatable {
  public enum Kind: String { case added = "Added", removed = "Removed", changed = "Changed" }
  public let kind: Kind
  public let table: String
  /// The text of the object's first attribute, its name.
  public let object: String
  public let attribute: String
  public let before: String
  public let after: String
}
