/// `$PSDefaultParameterValues`: values for parameters nobody gave, by command and parameter name.
import Syntax
import Primitives

extension Binder {
  /// The table, when it can concern this command.
  private var defaults: PSHash? {
    guard metadata.isAdvanced, context.mayHaveDefaultParameterValues, case .hash(let h)? = context.variable("PSDefaultParameterValues"), h.count > 0, !commandName.isEmpty else { return nil }
    return h
  }
  /// Warns of what is wrong with the table before anything is bound.
  func readDefaults() throws { if let defaults { _ = try pairs(defaults) } }
  func bindDefaults() throws {
    guard let h = defaults else { return }
    moves = nil
    let possible = sets
    var common: UInt32 = ~0
    var chosen: [(Match, Value)] = []
    for (m, v) in try pairs(h) {
      switch m {
      case .declared(let p):
        let row = table.rows[p]
        if !row.isIn(possible) || isBound(p) { continue }
        if row.bits != 0 { common &= row.bits; if common == 0 { return } }
      case .common(let n): if bound.contains(.str(n)) { continue }
      }
      chosen.append((m, v))
    }
    for (m, v) in chosen {
      var x = v
      do {
        if case .block(let b) = v.base {
          x = try context.invokeCatching(b)
          if !x.isPresent { continue }
          // several results come as the collection that invoking a block gives
          if case .array(let several) = x, several.kind == .array {
            let all = PSArray(several.values, of: TypeTable.get("System.Management.Automation.PSObject"))
            all.kind = .collection
            x = .array(all)
          }
        }
        let a = Argument(name: nil, value: x, hasValue: true, extent: extent)
        switch m {
        case .declared(let p): if try bind(p, a, convert: true) { usesDefaults = true; boundDefaults.append(table.rows[p].metadata.name) }
        case .common(let n): try bindCommon(n, a); usesDefaults = true; boundDefaults.append(n)
        }
      } catch let f as BindingFailure {
        let name: String
        switch m { case .declared(let p): name = table.rows[p].metadata.name; case .common(let n): name = n }
        if warned.insert(name).inserted {
          try context.writeWarning(
            "The binding of default value '\(x.isNull ? "null" : Conversion.plainText(x))' to parameter '\(name)' failed: \(f.error.record.exception.message)",
            from: info)
        }
      }
    }
  }
  /// The entries that concern this command: exact names before patterns, contradicting ones dropped with a warning.
  private func pairs(_ h: PSHash) throws -> [(Match, Value)] {
    var exact: [(String, Value)] = [], patterns: [(String, String, Value)] = []
    var malformed: [Value] = []
    for (k, v) in h.pairs {
      guard let key = k.stringValue else { continue }
      guard let (command, parameter) = Binder.split(key.trimmedBlanks) else {
        if key.trimmedBlanks.equalsIgnoringCase("Disabled") { if Conversion.toBool(v) { return [] } } else { malformed.append(k) }
        continue
      }
      if command.utf8.contains(42) || command.utf8.contains(63) || command.utf8.contains(91) || parameter.utf8.contains(42) || parameter.utf8.contains(63)
        || parameter.utf8.contains(91)
      {
        patterns.append((command, parameter, v))
      }
      else if command.equalsIgnoringCase(commandName) || isAlias(command) { exact.append((parameter, v)) }
    }
    if !malformed.isEmpty {
      for k in malformed { h.remove(k) }
      let keys = malformed.map { Conversion.toString($0, context) }.joined(separator: ", ")
      try context.writeWarning(
        malformed.count > 1
          ? """
            The keys '\(keys)' do not have valid formats. For information about the correct format, see about_Parameters_Default_Values at \
            https://go.microsoft.com/fwlink/?LinkId=228266.
            """
          : """
            The key '\(keys)' does not have a valid format. For information about the correct format, see about_Parameters_Default_Values at \
            https://go.microsoft.com/fwlink/?LinkId=228266.
            """,
        from: info)
    }
    var found: [(match: Match, value: Value)] = []
    var contradicted: [Match] = []
    func add(_ m: Match, _ v: Value, _ name: String) throws {
      guard let i = found.firstIndex(where: { $0.match == m }) else { found.append((m, v)); return }
      if Conversion.equals(found[i].value, v) { return }
      contradicted.append(m)
      if warned.insert(":" + name).inserted {
        try context.writeWarning(
          """
          Multiple different default values are defined in $PSDefaultParameterValues for the parameter matching the following name or alias: \(name). These \
          defaults have been ignored.
          """,
          from: info)
      }
    }
    for (name, v) in exact { if let m = exactly(name) { try add(m, v, name) } }
    for (command, name, v) in patterns {
      let fits = (try? WildcardPattern(command, ignoreCase: true).matches(commandName)) ?? false
      guard fits || isAlias(command) else { continue }
      if !(name.utf8.contains(42) || name.utf8.contains(63) || name.utf8.contains(91)) { if let m = exactly(name) { try add(m, v, name) }; continue }
      guard let p = try? WildcardPattern(name, ignoreCase: true) else { continue }
      var hits: [Match] = []
      for i in table.rows.indices where p.matches(table.rows[i].metadata.name) || table.rows[i].metadata.aliases.contains(where: { p.matches($0) }) { hits.append(.declared(i)) }
      for c in table.common where p.matches(c) { hits.append(.common(c)) }
      if hits.count == 1 { try add(hits[0], v, name) }
      else if hits.count > 1, warned.insert(":" + name).inserted {
        try context.writeWarning(
          "The following name or alias defined in $PSDefaultParameterValues for this cmdlet resolves to multiple parameters: \(name). The default has been ignored.",
          from: info)
      }
    }
    return found.filter { !contradicted.contains($0.match) }.map { ($0.match, $0.value) }
  }
  /// `Command:Parameter`, either part in quotes.
  private static func split(_ key: String) -> (String, String)? {
    guard let colon = key.firstIndex(of: ":") else { return nil }
    func bare(_ s: Substring) -> String {
      let t = String(s).trimmedBlanks
      if t.utf8.count >= 2, let q = t.first, q == "'" || q == "\"", t.last == q { return String(t.dropFirst().dropLast()) }
      return t
    }
    let c = bare(key[..<colon]), p = bare(key[key.index(after: colon)...])
    return c.isEmpty || p.isEmpty ? nil : (c, p)
  }
  /// What `$PSDefaultParameterValues` itself refuses as a key.
  static func checkDefaultsKey(_ key: Value) throws {
    guard case .string(let s) = key.base else {
      throw TerminatingError(
        "Argument",
        """
        The key '\(Conversion.toString(key))' of type '\(TypeTable.typeOf(key.base).fullName)' is not a string value. DefaultParameterDictionary only accepts \
        string value keys.
        """,
        .invalidArgument, exception: "System.Management.Automation.PSArgumentException")
    }
    let text = s.string.trimmedBlanks
    if text.equalsIgnoringCase("Disabled") || split(text) != nil { return }
    throw TerminatingError(
      "InvalidOperation",
      """
      The key '\(s.string)' does not have a valid format. For information about the correct format, see about_Parameters_Default_Values at \
      https://go.microsoft.com/fwlink/?LinkId=228266.
      """,
      .invalidOperation, exception: "System.Management.Automation.PSInvalidOperationException")
  }
  private func exactly(_ name: String) -> Match? {
    if let i = table.rows.firstIndex(where: { $0.metadata.name.equalsIgnoringCase(name) || $0.metadata.aliases.contains { $0.equalsIgnoringCase(name) } }) { return .declared(i) }
    if let c = table.common.first(where: { $0.equalsIgnoringCase(name) }) { return .common(c) }
    if let (_, c) = CommonParameterNames.aliases.first(where: { $0.0.equalsIgnoringCase(name) }), table.common.contains(c) { return .common(c) }
    return nil
  }
  /// Whether a word is an alias of the running command.
  private func isAlias(_ word: String) -> Bool {
    context.aliasInScope(word)?.target.equalsIgnoringCase(commandName) ?? false
  }

  /// Adds to an error that defaults of `$PSDefaultParameterValues` may have caused it.
  func elaborated(_ body: () throws -> Void) throws {
    do { try body() } catch let f as BindingFailure {
      guard usesDefaults else { throw f }
      let r = f.error.record
      let names = boundDefaults.map { " -" + $0 }.joined()
      let single = boundDefaults.count <= 1
      let text =
        single
        ? """
          \(r.exception.message) This failure might be caused by applying the default parameter binding. You can disable the default parameter binding in \
          $PSDefaultParameterValues by setting $PSDefaultParameterValues["Disabled"] to be $true, and retry. The following default parameter was successfully \
          bound for this cmdlet when the error occurred:\(names)
          """
        : """
          \(r.exception.message) This error might have been caused by applying the default parameter binding. You can disable the default parameter binding \
          in $PSDefaultParameterValues by setting $PSDefaultParameterValues["Disabled"] to be $true, and then trying again. The following default parameters \
          were successfully bound for this cmdlet when the error occurred:\(names)
          """
      r.exception.message = text
      throw f
    }
  }
}

extension String {
  /// Without blanks at both ends, nor the end of a line.
  fileprivate var trimmedBlanks: String {
    var s = Substring(self)
    while let c = s.first, c == " " || c == "\t" { s.removeFirst() }
    while let c = s.last, c == " " || c == "\t" || c == "\r" { s.removeLast() }
    return String(s)
  }
}
