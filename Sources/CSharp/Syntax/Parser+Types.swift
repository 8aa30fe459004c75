/// Classes, structs, interfaces, enums, delegates and what stands in them.

extension Parser {
  func typeDeclaration(_ modifiers: Modifiers, _ attributes: [AttributeUse]) -> TypeSyntax? {
    let t: TypeSyntax
    if isWord("class") { t = TypeSyntax(.class) }
    else if isWord("struct") { t = TypeSyntax(.struct) }
    else if isWord("interface") { t = TypeSyntax(.interface) }
    else if isWord("enum") { return enumeration(modifiers, attributes) }
    else if isWord("delegate") { return delegateType(modifiers, attributes) }
    else if isContextual("record"), peek().kind == .identifier || peek().text == "class" || peek().text == "struct" { t = TypeSyntax(.record); if peek().kind == .keyword { advance() } }
    else if isContextual("ref") || isWord("ref"), peek().text == "struct" { advance(); t = TypeSyntax(.struct); t.isByRefLike = true }
    else { return nil }
    advance()
    t.modifiers = modifiers
    t.attributes = attributes
    (t.name, t.offset) = identifier()
    t.typeParameters = typeParameters()
    if isSign("(") { t.parameters = parameters() }
    if take(":") {
      repeat {
        t.bases.append(typeRef())
        if isSign("(") { t.baseArguments = arguments() }
      } while take(",")
    }
    t.constraints = constraints()
    if t.parameters != nil || isSign(";"), take(";") { return t }
    expect("{")
    while !isEnd, !isSign("}") {
      let before = at
      if take(";") { continue }
      if let m = member(of: t.name, kind: t.kind) { t.members.append(m) }
      if at == before { advance() }
    }
    expect("}")
    _ = take(";")
    return t
  }
  private func typeParameters() -> [String] {
    guard take("<") else { return [] }
    var all: [String] = []
    repeat {
      _ = attributeLists()
      _ = takeWord("in") || takeWord("out")
      all.append(identifier().name)
    } while take(",")
    expect(">")
    return all
  }
  private func constraints() -> [String: [String]] {
    var all: [String: [String]] = [:]
    while isContextual("where"), peek().kind == .identifier {
      advance()
      let name = identifier().name
      expect(":")
      repeat {
        if takeWord("class") || takeWord("struct") { all[name, default: []].append(tokens[at - 1].text); _ = take("?"); continue }
        if takeWord("new") { _ = take("("); expect(")"); all[name, default: []].append("new()"); continue }
        let start = current.start
        _ = typeRef()
        all[name, default: []].append(source.text(start, lastEnd))
      } while take(",")
    }
    return all
  }
  private func enumeration(_ modifiers: Modifiers, _ attributes: [AttributeUse]) -> TypeSyntax {
    advance()
    let t = TypeSyntax(.enum)
    t.modifiers = modifiers
    t.attributes = attributes
    (t.name, t.offset) = identifier()
    if take(":") { t.bases = [typeRef()] }
    expect("{")
    while !isEnd, !isSign("}") {
      _ = attributeLists()
      guard current.kind == .identifier else { report(1001, "Identifier expected", current.start); while !isEnd, !isSign("}"), !isSign(",") { advance() }; if take(",") { continue }; break }
      let (n, o) = identifier()
      t.enumMembers.append((n, take("=") ? expression() : nil, o))
      if !take(",") { break }
    }
    expect("}")
    _ = take(";")
    return t
  }
  private func delegateType(_ modifiers: Modifiers, _ attributes: [AttributeUse]) -> TypeSyntax {
    advance()
    let m = Method()
    m.returnType = typeRef()
    let (name, offset) = identifier()
    m.name = "Invoke"
    m.typeParameters = []
    let t = TypeSyntax(.delegate(m))
    t.typeParameters = typeParameters()
    m.parameters = parameters()
    t.constraints = constraints()
    expect(";")
    t.name = name
    t.offset = offset
    t.modifiers = modifiers
    t.attributes = attributes
    return t
  }

  func parameters(_ open: String = "(", _ close: String = ")") -> [ParameterSyntax] {
    expect(open)
    var all: [ParameterSyntax] = []
    while !isEnd, !isSign(close) {
      let before = at
      let attributes = attributeLists()
      var p = ParameterSyntax(name: "", type: .name([], 0), offset: current.start)
      p.attributes = attributes
      while true {
        if takeWord("ref") { p.passing = .ref } else if takeWord("out") { p.passing = .out } else if takeWord("in") { p.passing = .in }
        else if takeWord("params") {
          p.isRest = true
        } else if takeWord("this") {
          p.isThis = true
        } else if isContextual("scoped"), peek().kind != .punctuation {
          advance()
        } else if isWord("readonly") {
          advance()
        } else {
          break
        }
      }
      p.type = typeRef()
      (p.name, p.offset) = identifier()
      if take("=") { p.initial = expression() }
      all.append(p)
      if !take(",") { if !isSign(close), at == before { advance() }; break }
    }
    expect(close)
    return all
  }

  /// One member; nil (with a message) when there is none.
  func member(of typeName: String, kind: TypeSyntax.Kind) -> MemberSyntax? {
    let start = current.start
    let attributes = attributeLists(), modifiers = modifiers()
    func made(_ k: MemberSyntax.Kind) -> MemberSyntax { MemberSyntax(k, modifiers, attributes, start) }
    if let t = typeDeclaration(modifiers, attributes) { return made(.type(t)) }
    if isWord("event") { return event(made) }
    if isSign("~") {
      advance()
      let m = method("Finalize", identifier().offset, modifiers, attributes)
      return made(.finalizer(m))
    }
    if isWord("implicit") || isWord("explicit") {
      let isImplicit = isWord("implicit")
      advance()
      let offset = current.start
      if !takeWord("operator") { expect("operator") }
      let type = typeRef()
      let m = method(isImplicit ? "op_Implicit" : "op_Explicit", offset, modifiers, attributes)
      m.returnType = type
      return made(.conversion(isImplicit: isImplicit, m))
    }
    // a constructor
    if current.kind == .identifier, current.text == typeName, peek().text == "(" {
      let o = current.start
      advance()
      return made(.constructor(method(".ctor", o, modifiers, attributes)))
    }
    guard isTypeStart else {
      let t = current
      if isEnd || isSign("}") { expect("}"); return nil }
      report(1519, "Invalid token '\(source.text(t.start, t.end))' in a member declaration", t.start)
      if isSign("{") { skipBlock() } else { while !isEnd, !isSign(";"), !isSign("}"), !isSign("{") { advance() }; if isSign("{") { skipBlock() } else { _ = take(";") } }
      return nil
    }
    let typeOffset = current.start
    let isMethodWithoutType = current.kind == .identifier && peek().text == "("
    if isMethodWithoutType {
      report(1520, "Method must have a return type", typeOffset)
      let n = identifier()
      let m = method(n.name, n.offset, modifiers, attributes)
      m.returnType = .name([("void", [])], typeOffset)
      return made(.method(m))
    }
    let type = typeRef()
    if isWord("operator") {
      let o = current.start
      advance()
      var sign = current.text
      advance()
      if sign == ">", isSign(">") { sign = ">>"; advance() }
      let m = method("", o, modifiers, attributes)
      m.returnType = type
      m.name = OperatorNames.method(sign, m.parameters.count) ?? ""
      return made(.operator(sign, m))
    }
    if isWord("this") { return indexer(type, nil, made) }
    // Interface.Member
    var explicit: TypeRef?
    if current.kind == .identifier, peek().text == "." || peek().text == "<" {
      explicit = attempt {
        var parts: [(name: String, arguments: [TypeRef])] = []
        let o = self.current.start
        while self.current.kind == .identifier {
          let position = self.at
          let n = self.identifier().name
          let a = self.typeArguments() ?? []
          if self.take(".") { parts.append((n, a)) } else { self.at = position; break }
        }
        return parts.isEmpty || !(self.current.kind == .identifier || self.isWord("this")) ? nil : .name(parts, o)
      }
    }
    if isWord("this") { return indexer(type, explicit, made) }
    guard current.kind == .identifier else {
      let t = current
      if t.kind == .punctuation || t.kind == .end { report(1519, "Invalid token '\(source.text(t.start, t.end))' in a member declaration", t.start) } else { _ = identifier() }
      while !isEnd, !isSign(";"), !isSign("}"), !isSign("{") { advance() }
      if isSign("{") { skipBlock() } else { _ = take(";") }
      return nil
    }
    let (name, nameOffset) = identifier()
    if isSign("(") || isSign("<") {
      let m = method(name, nameOffset, modifiers, attributes)
      m.returnType = type
      m.explicitInterface = explicit
      let x = made(.method(m))
      x.explicitInterface = explicit
      return x
    }
    if isSign("{") || isSign("=>") {
      let a = accessors()
      var initial: Expression?
      if take("=") { initial = expression(); expect(";") }
      let x = made(.property(type, name, a, initial: initial))
      x.explicitInterface = explicit
      return MemberSyntax.placed(x, nameOffset)
    }
    return made(.field(type, variables(name, nameOffset)))
  }
  private func indexer(_ type: TypeRef, _ explicit: TypeRef?, _ made: (MemberSyntax.Kind) -> MemberSyntax) -> MemberSyntax {
    advance()
    let p = parameters("[", "]")
    let x = made(.indexer(type, p, accessors()))
    x.explicitInterface = explicit
    return x
  }
  /// `a = 1, b;` behind the first name.
  private func variables(_ name: String, _ offset: Int) -> [Statement.Variable] {
    var all = [Statement.Variable(name: name, value: take("=") ? variableValue() : nil, offset: offset)]
    while take(",") {
      let n = identifier()
      all.append(.init(name: n.name, value: take("=") ? variableValue() : nil, offset: n.offset))
    }
    expect(";")
    return all
  }
  private func event(_ made: (MemberSyntax.Kind) -> MemberSyntax) -> MemberSyntax {
    advance()
    let type = typeRef()
    let n = identifier()
    if isSign("{") { return made(.event(type, [.init(name: n.name, value: nil, offset: n.offset)], accessors())) }
    return made(.event(type, variables(n.name, n.offset), []))
  }
  private func accessors() -> [Accessor] {
    if isSign("=>") {
      let o = current.start
      advance()
      let e = expression()
      expect(";")
      return [Accessor(kind: "get", expressionBody: e, offset: o)]
    }
    expect("{")
    var all: [Accessor] = []
    while !isEnd, !isSign("}") {
      let before = at
      _ = attributeLists()
      let m = modifiers()
      let t = current
      guard t.kind == .identifier, ["get", "set", "init", "add", "remove"].contains(t.text) else {
        report(1014, "A get or set accessor expected", t.start)
        while !isEnd, !isSign("}"), !isSign(";") { if isSign("{") { skipBlock() } else { advance() } }
        _ = take(";")
        if at == before { advance() }
        continue
      }
      advance()
      var a = Accessor(kind: t.text, modifiers: m, offset: t.start)
      if isSign("{") { a.body = block() }
      else if take("=>") { a.expressionBody = expression(); expect(";") }
      else { expect(";") }
      all.append(a)
    }
    expect("}")
    return all
  }
  /// Type parameters, parameters and body.
  func method(_ name: String, _ offset: Int, _ modifiers: Modifiers, _ attributes: [AttributeUse]) -> Method {
    let m = Method()
    m.name = name
    m.offset = offset
    m.modifiers = modifiers
    m.attributes = attributes
    m.typeParameters = typeParameters()
    m.parameters = parameters()
    m.constraints = constraints()
    if name == ".ctor", isSign(":") {
      advance()
      let o = current.start
      let isBase = isWord("base")
      if isBase || isWord("this") { advance() } else { expect("base") }
      m.chain = (isBase, arguments(), o)
    }
    if isSign("{") { m.body = block() }
    else if take("=>") { m.expressionBody = expression(); expect(";") }
    else if !take(";") { if isEnd || diagnostics.last?.place.offset != missingOffset { report(1002, "; expected", missingOffset) } }
    return m
  }
}

extension MemberSyntax {
  /// The same, known by another place.
  static func placed(_ m: MemberSyntax, _ offset: Int) -> MemberSyntax {
    let x = MemberSyntax(m.kind, m.modifiers, m.attributes, offset)
    x.explicitInterface = m.explicitInterface
    return x
  }
}

enum OperatorNames {
  private static let binary = [
    "+": "op_Addition", "-": "op_Subtraction", "*": "op_Multiply", "/": "op_Division", "%": "op_Modulus", "&": "op_BitwiseAnd", "|": "op_BitwiseOr",
    "^": "op_ExclusiveOr", "<<": "op_LeftShift", ">>": "op_RightShift", "==": "op_Equality", "!=": "op_Inequality", "<": "op_LessThan",
    ">": "op_GreaterThan", "<=": "op_LessThanOrEqual", ">=": "op_GreaterThanOrEqual",
  ]
  private static let unary = [
    "+": "op_UnaryPlus", "-": "op_UnaryNegation", "!": "op_LogicalNot", "~": "op_OnesComplement", "++": "op_Increment", "--": "op_Decrement", "true": "op_True",
    "false": "op_False"
  ]
  /// The method an operator with so many operands is compiled to.
  static func method(_ sign: String, _ operands: Int) -> String? { operands == 1 ? unary[sign] : binary[sign] }
}
