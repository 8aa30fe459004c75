/// The views of a session: those loaded by Update-FormatData around the built-in ones.
import Engine

public final class ViewTable {
  public var prepended: [View] = []
  public var appended: [View] = []
  private var found: [String: [View]] = [:]
  init() {}

  public static func of(_ context: ExecutionContext) -> ViewTable { context.service("Formatting.Views") { ViewTable() } }

  public func loaded() { found.removeAll() }

  /// Views declared for exactly this type, first choice first.
  public func views(of typeName: String) -> [View] {
    let key = typeName.lowercased()
    if let v = found[key] { return v }
    func applies(_ v: View) -> Bool { v.types.contains { $0.equalsIgnoringCase(typeName) } }
    let v = prepended.filter(applies) + BuiltinViews.views(of: key) + appended.filter(applies)
    found[key] = v
    return v
  }

  /// The view of the most specific type that has one.
  func view(_ typeNames: [String], shape: FormatShape, named name: String? = nil) -> View? {
    pick(typeNames) { v in
      if v.isOutOfBand { return false }
      if shape != .undefined, v.shape != shape { return false }
      return name.map { v.name.equalsIgnoringCase($0) } ?? true
    }
  }
  func outOfBandView(_ typeNames: [String]) -> View? { pick(typeNames) { $0.isOutOfBand } }

  private func pick(_ typeNames: [String], _ fits: (View) -> Bool) -> View? {
    for t in typeNames { for v in views(of: t) where fits(v) { return v } }
    let masked = ViewTable.withoutDeserialized(typeNames)
    if let masked { for t in masked { for v in views(of: t) where fits(v) { return v } } }
    return nil
  }
  static func withoutDeserialized(_ typeNames: [String]) -> [String]? {
    let prefix = "Deserialized."
    guard typeNames.contains(where: { $0.hasPrefix(prefix) }) else { return nil }
    return typeNames.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }

  /// All views, for Get-FormatData.
  public func all() -> [View] { prepended + BuiltinViews.all() + appended }
}
