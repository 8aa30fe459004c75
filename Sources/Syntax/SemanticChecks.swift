/// What the grammar allows but the language does not.
enum SemanticChecks {
  static func check(_ root: ScriptBlockAst, _ parser: ScriptParser) {}
}
