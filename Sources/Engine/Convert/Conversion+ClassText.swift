/// Instances of script classes as text. String conversion shows the elements of those that are sequences, and asks the others for their
/// `ToString`: with a format, where the class is `IFormattable`, else without. .NET's own text is that of `ToString()`.
import Primitives

extension Conversion {
  /// - Parameters:
  ///   - asSequence: elements count
  ///   - format: nil = `ToString()` alone counts
  static func classText(_ v: Value, _ o: PSObject, _ k: ScriptClass, _ context: ExecutionContext?, asSequence: Bool, format: String?) -> String {
    if asSequence, let items = o.enumerated() { return sequenceText(items, v, context) }
    if let format, let context, k.isFormattable {
      let culture = TypeTable.get("System.Globalization.CultureInfo")
      let r = context.answer { try k.invoke("ToString", v, [.str(format), context.readStatic(culture, "InvariantCulture")], context) }
      if let r { return toString(r, context) }
    }
    if let own = ownText(v, o, context) { return own }
    if let x = o.exception { return x.text() }
    guard let w = o.wrapped else { return objectText(o, context) }
    switch w {
    case .array, .hash: return typeText(k.type)
    case .other(let r) where r.enumerated() != nil: return typeText(k.type)
    default: return o.textForm ?? textSlow(w, context)
    }
  }
}
