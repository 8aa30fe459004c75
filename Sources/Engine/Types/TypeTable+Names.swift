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
  /// Generic definitions by their full names, without the number of their arguments.
  public static var genericDefinitions: [String] {
    prepare()
    loadPending()
    return Set(genericNames.map { $0.split(separator: "`").first.map(String.init) ?? $0 }).sorted()
  }
  /// Accelerators (`int`, `pscustomobject`) with the full names they stand for.
  public static var acceleratorNames: [(name: String, fullName: String)] {
    prepare()
    loadPending()
    return accelerators.map { ($0.key, $0.value) }
  }
}
