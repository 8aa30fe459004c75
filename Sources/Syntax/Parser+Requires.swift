/// `#requires` lines.
extension ScriptParser {
  func scriptRequirements() -> ScriptRequirements? { nil }
}
