/// Aliases of scopes: one table holds those in sight, and each frame what its own aliases hide.
///
/// The frames' records of a name form a chain: what a frame hides is the alias of the next one down that has the name.
extension ExecutionContext {
  /// Defines an alias in a scope; it goes when the scope ends.
  public func defineAlias(_ a: AliasInfo, scope: String? = nil) throws {
    let d = max(0, try scopeIndex(scope))
    guard let (x, i) = record(of: a.name, above: d) else {
      if d > 0, record(of: a.name, in: d) == nil { extras(d).shadow(a.name, commands.alias(a.name)) }
      commands.define(a)
      return
    }
    // an inner scope's alias stays in sight
    if d > 0, record(of: a.name, in: d) == nil { extras(d).shadow(a.name, x.shadowedAliases[i].1) }
    x.shadowedAliases[i].1 = a
  }
  /// The alias a scope has of its own; nil = none. Without a scope the one in sight.
  public func alias(_ name: String, scope: String?) throws -> AliasInfo? {
    guard let scope else { return commands.alias(name) }
    return alias(name, in: max(0, try scopeIndex(scope)))
  }
  func alias(_ name: String, in d: Int) -> AliasInfo? {
    if d > 0, record(of: name, in: d) == nil { return commands.alias(name).flatMap { $0.options.contains(.allScope) ? $0 : nil } }
    return record(of: name, above: d).map { x, i in x.shadowedAliases[i].1 } ?? commands.alias(name)
  }
  /// All aliases a scope has of its own, with those of all scopes; without a scope all in sight.
  public func aliases(scope: String?) throws -> [AliasInfo] {
    guard let scope else { return commands.allAliases }
    let d = max(0, try scopeIndex(scope))
    if d > 0 {
      let own = frames[d].extras?.takeUnretainedValue().shadowedAliases.compactMap { alias($0.0, in: d) } ?? []
      return own + commands.allAliases.filter { a in a.options.contains(.allScope) && !own.contains { $0.name.equalsIgnoringCase(a.name) } }
    }
    var names = Set(commands.aliases.keys)
    for k in 1..<max(1, depth) { frames[k].extras?.takeUnretainedValue().shadowedAliases.forEach { names.insert($0.0.lowercased()) } }
    return names.compactMap { alias($0, in: 0) }
  }
  /// Forgets the alias of a scope; without a scope the one in sight. What it hid is seen again.
  public func removeAlias(_ name: String, scope: String? = nil) throws {
    var d = max(0, try scopeIndex(scope))
    if scope == nil { while d > 0, record(of: name, in: d) == nil { d -= 1 } }
    var below: AliasInfo?
    if d > 0 {
      guard let (x, i) = record(of: name, in: d) else { return }
      below = x.shadowedAliases.remove(at: i).1
      x.aliasPlaces = nil
    }
    if let (x, i) = record(of: name, above: d) { x.shadowedAliases[i].1 = below }
    else if let below { commands.define(below) } else { commands.removeAlias(name) }
  }
  /// Where frame `d` notes what its alias of the name hides; nil when it has none.
  private func record(of name: String, in d: Int) -> (Extras, Int)? {
    guard d > 0, let x = frames[d].extras?.takeUnretainedValue(), let i = x.place(ofAlias: name) else { return nil }
    return (x, i)
  }
  /// The record of the next frame up that has an alias of the name.
  private func record(of name: String, above d: Int) -> (Extras, Int)? {
    ((d + 1)..<max(d + 1, depth)).lazy.compactMap { self.record(of: name, in: $0) }.first
  }
}

extension Extras {
  /// Notes what an alias of the scope hides.
  fileprivate func shadow(_ name: String, _ hidden: AliasInfo?) {
    aliasPlaces?[name.lowercased()] = shadowedAliases.count
    shadowedAliases.append((name, hidden))
  }
  /// A few are looked through; for many there is a table.
  fileprivate func place(ofAlias name: String) -> Int? {
    if shadowedAliases.count < 16 { return shadowedAliases.firstIndex { $0.0.equalsIgnoringCase(name) } }
    if aliasPlaces == nil { aliasPlaces = Dictionary(uniqueKeysWithValues: shadowedAliases.enumerated().map { ($1.0.lowercased(), $0) }) }
    return aliasPlaces?[name.lowercased()]
  }
}
