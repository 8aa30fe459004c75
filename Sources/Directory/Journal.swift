/// A committed transaction: the unit of undo and redo.
public struct JournalEntry {
  public let number: Int
  /// What was asked, in the user's words (`Move-CsUser sip:kenmyer@contoso.com`).
  public let title: String
  /// Who asked, and when on the virtual clock.
  public let user: String
  public let time: Int
  let body: Body

  enum Body {
    /// A stretch of the change log.
    case changes(Range<Int>)
    /// The whole content was replaced (restoring a state of another deployment).
    case switched(from: Content, to: Content, name: String)
  }
}

/// One line of a diff: an object appeared, disappeared, or one of its attributes changed.
public struct Difference: Equatable {
  /// What happened to an object.
  public enum Kind: String { case added = "Added", removed = "Removed", changed = "Changed" }
  public let kind: Kind
  public let table: String
  /// The text of the object's first attribute, its name.
  public let object: String
  public let attribute: String
  public let before: String
  public let after: String
}

/// Is told of everything that changes a store, in order; a journal file is written by it.
public protocol StoreObserver: AnyObject {
  /// A transaction was committed.
  func committed(_ entry: JournalEntry, in store: Store)
  /// Something changed outside of transactions (the virtual clock).
  func changed(in store: Store, from: Int, to: Int)
  func undid(_ entry: JournalEntry, in store: Store)
  func redid(_ entry: JournalEntry, in store: Store)
  func saved(_ name: String, in store: Store)
  /// The content was replaced and the history forgotten.
  func replaced(_ store: Store)
  func forgot(_ store: Store)
}
