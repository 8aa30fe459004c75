/// Parameters that the item cmdlets have only where the path leads to certain providers.
import Engine

extension ParameterCondition {
  static let onFiles = onProviders("FileSystem")
  static let onCommands = onProviders("Alias", "Function")

  /// The first path given, or the current location, belongs to one of the providers.
  private static func onProviders(_ names: String...) -> ParameterCondition {
    ParameterCondition { bound, context in
      let given = bound.get("Path") ?? bound.get("LiteralPath") ?? .null
      let first = given.arrayValue?.values.first ?? given
      let path = first.isNull ? "." : Conversion.toString(first, context)
      // what leads nowhere has no dynamic parameters
      guard let place = try? PathSpace.of(context).resolve(path) else { return false }
      return names.contains(place.provider.name)
    }
  }
}
