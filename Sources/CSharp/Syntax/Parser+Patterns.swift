/// Patterns: what stands behind `is`, in `case` and in the arms of a `switch` expression.

extension Parser {
  func pattern() -> Pattern {
    var p = andPattern()
    while isContextual("or") { advance(); p = .or(p, andPattern()) }
    return p
  }
  private func andPattern() -> Pattern {
    var p = unaryPattern()
    while isContextual("and") { advance(); p = .and(p, unaryPattern()) }
    return p
  }
  private func unaryPattern() -> Pattern {
    let t = current
    if isContextual("not") { advance(); return .not(unaryPattern()) }
    if isContextual("_"), peek().text == "=>" || peek().text == ":" || peek().text == ")" || peek().text == "," { advance(); return .discard }
    if t.kind == .punctuation, ["<", ">", "<=", ">="].contains(t.text) { advance(); return .relation(t.text, binary(9)) }
    if isContextual("var"), peek().kind == .identifier { advance(); let n = identifier(); return .declared(n.name, n.offset) }
    if isSign("{") { return properties(nil, t.start) }
    if isSign("("), let p = attempt({ () -> Pattern? in self.advance(); let p = self.pattern(); return self.take(")") ? p : nil }) { return p }
    if let p = attempt({ () -> Pattern? in
      guard self.isTypeStart, !self.isSign("(") else { return nil }
      // `x is T ? a : b` is no nullable type
      let type = self.typeRef(allowsNullable: false)
      if self.isSign("{") { return self.properties(type, t.start) }
      if self.current.kind == .identifier, !["and", "or", "when"].contains(self.current.text) { let n = self.identifier(); return .type(type, name: n.name, n.offset) }
      let n = self.current
      // a name may be a constant: the binder decides
      guard n.kind == .end || n.kind == .identifier || n.kind == .keyword || [")", ";", "&&", "||", "?", ":", ",", "]", "}", "=>", "==", "!=", "|", "&", "??"].contains(n.text) else { return nil }
      return .type(type, name: nil, t.start)
    }) { return p }
    return .constant(binary(9))
  }
  private func properties(_ type: TypeRef?, _ o: Int) -> Pattern {
    expect("{")
    var all: [(String, Pattern)] = []
    while !isEnd, !isSign("}") {
      let n = identifier().name
      expect(":")
      all.append((n, pattern()))
      if !take(",") { break }
    }
    expect("}")
    var name: String?
    if current.kind == .identifier, !["and", "or", "when"].contains(current.text) { name = identifier().name }
    return .properties(type, all, name: name, o)
  }
}
