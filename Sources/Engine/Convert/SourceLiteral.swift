/// Values as a script writes them.
public enum SourceLiteral {
  /// The text between single quotes: `'it''s'`.
  public static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
