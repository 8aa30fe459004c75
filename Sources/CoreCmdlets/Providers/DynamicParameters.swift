/// Parameters that the item cmdlets have only where the path leads to certain providers.
import Engine

extension ParameterCondition {
  static let onFiles = onProviders("FileSystem")
  /// The same, where a pattern must also match something.
  static let onMatchedFiles = onProviders("FileSystem", mustMatch: true)
  /// The same for tests of items, not of how a path is written.
  static let onTestedFiles = onProviders("FileSystem", mustMatch: true, unless: "IsValid")
  static let onCommands = onProviders("Alias", "Function")

  /// The first path given, or the current location, belongs to one of the providers.
  private static func onProviders(_ names: String..., mustMatch: Bool = false, unless other: String? = nil) -> ParameterCondition {
    ParameterCondition { bound, context in
      if let other, bound.contains(.str(other)) { return false }
      let given = bound.get("Path") ?? bound.get("LiteralPath") ?? .null
      let first = given.arrayValue?.values.first ?? given
      let path = first.isNull ? "." : Conversion.toString(first, context)
      // what leads nowhere has no dynamic parameters
      guard let place = try? PathSpace.of(context).resolve(path) else { return false }
      if mustMatch, bound.contains(.str("Path")), Wildcard.hasSpecial(path) {
        guard let found = try? PathSpace.of(context).expand(path, literal: false), !found.isEmpty else { return false }
      }
      return names.contains(place.provider.name)
    }
  }
}
