/// An argument of a call, evaluated.
import Syntax

struct Argument {
  var name: String?
  var value: Value
  var hasValue: Bool
  /// Of the parameter with what is attached to it, or of the positional argument.
  var extent: Extent
  /// Of a named parameter's value.
  var valueExtent: Extent?
  var isUnquoted = false
  var isSplat = false
  /// A named parameter as it was given, where its name does not tell: on a command line.
  var text: String?
  /// Place among the call's arguments, for plans; see `BindingPlan.Move`.
  var index = BindingPlan.Move.elsewhere
  /// Values without names, all given at one place.
  static func positional(_ values: [Value], at place: Extent) -> [Argument] { values.map { Argument(name: nil, value: $0, hasValue: true, extent: place) } }
  init(name: String?, value: Value, hasValue: Bool, extent: Extent, valueExtent: Extent? = nil, isUnquoted: Bool = false, isSplat: Bool = false) {
    self.name = name; self.value = value; self.hasValue = hasValue; self.extent = extent; self.valueExtent = valueExtent; self.isUnquoted = isUnquoted; self.isSplat = isSplat
  }
  /// A named parameter as `$args` and remaining arguments show it.
  var word: String { text ?? "-" + (name ?? "") + (hasValue ? ":" : "") }
}
