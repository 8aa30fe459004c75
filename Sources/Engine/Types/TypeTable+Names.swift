/// The names types are known by, for completion and listings.

extension TypeTable {
  /// Types whose lower-case full name satisfies the test, made when they are not yet.
  public static func types(where test: (String) -> Bool) -> [NetType] {
    prepare()
    loadPending()
    var names = Set(known.keys.filter(test))
    names.formUnion(makers.keys.filter(test))
    return names.map { get($0) }.filter { !$0.isArray && $0.genericArguments.isEmpty }
  }
  /// Generic definitions by their full names, with the smallest number of arguments each has.
  public static var genericDefinitions: [(fullName: String, arity: Int)] {
    prepare()
    loadPending()
    var smallest: [String: Int] = [:]
    for n in genericNames {
      let parts = n.split(separator: "`")
      guard let name = parts.first.map(String.init) else { continue }
      smallest[name] = min(smallest[name] ?? Int.max, parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }
    return smallest.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
  /// Accelerators (`int`, `pscustomobject`) with the full names they stand for.
  public static var acceleratorNames: [(name: String, fullName: String)] {
    prepare()
    loadPending()
    return accelerators.map { ($0.key, $0.value) }
  }
  /// The full names a short one may mean in code that opens these namespaces, when there are several.
  static func ambiguous(_ name: String, _ namespaces: [String]) -> [String]? {
    let key = name.lowercased()
    if known[key] != nil || accelerators[key] != nil || makers[key] != nil || key.utf8.contains(46) { return nil }
    loadPending()
    var all: [String] = []
    for n in ["System"] + namespaces {
      let k = n.lowercased() + "." + key
      guard makers[k] != nil || known[k] != nil else { continue }
      let full = get(n + "." + name).fullName
      if !all.contains(full) { all.append(full) }
    }
    return all.count > 1 ? all : nil
  }
  static func ambiguity(_ name: String, _ all: [String]) -> String { "Type name '\(name)' is ambiguous, it could be '\(all[0])' or '\(all[1])'." }
}

extension ExecutionContext {
  /// The type that a text means where the code runs: by full name, in the namespaces it opens, among the classes of the modules it uses.
  /// - Throws: when it may mean several
  public func type(named text: String) throws -> NetType? {
    let name = Conversion.trimmed(text)
    let unit = namingUnit, namespaces = unit.namespaces, types = unit.types, ambiguous = unit.ambiguousTypes
    if !types.isEmpty || !ambiguous.isEmpty {
      if let both = ambiguous[name.lowercased()] { throw ExecutionContext.ambiguousType(name, both) }
      if let t = types[name.lowercased()] { return t }
    }
    if let t = TypeTable.resolve(name) { return t.isVisible ? t : nil }
    if namespaces.isEmpty { return nil }
    if let both = TypeTable.ambiguous(name, namespaces) { throw ExecutionContext.ambiguousType(name, both) }
    return TypeTable.resolve(name, using: namespaces).flatMap { $0.isVisible ? $0 : nil }
  }
  /// The code that runs, for what its names of types mean.
  var namingUnit: Unit {
    if let guest, guest.depth == depth { return guest.unit }
    return frames[max(0, depth - 1)].unit.takeUnretainedValue()
  }
  static func ambiguousType(_ name: String, _ all: [String]) -> TerminatingError { Conversion.castError("AmbiguousTypeReference", TypeTable.ambiguity(name, all)) }
}

extension TypeTable {
  /// The type a cmdlet's parameter declares. One nobody registered is a class of that name: its instances are taken, any
  /// other value is refused, as where the class exists.
  static func parameterType(_ fullName: String) -> NetType {
    if let known = resolve(fullName) { return known }
    if fullName.hasSuffix("[]") { return array(of: parameterType(String(fullName.dropLast(2)))) }
    return get(fullName)
  }
}
