/// `PSVariable`: a variable as an object, and the options it is made with.
import Engine
import Primitives

extension NetTypes {
  static func defineVariable(_ t: NetType) {
    func of(_ v: Value) -> Variable? { v.refValue as? Variable }
    let ns = "System.Management.Automation."
    let options = TypeTable.get(ns + "ScopedItemOptions")
    t.constructor("psvariable new(string name)") { a, _ in .other(Variable(a.string(0))) }
    t.constructor("psvariable new(string name, System.Object value)") { a, _ in .other(Variable(a.string(0), a.at(1).orNull)) }
    for attributes in ["", ", System.Collections.ObjectModel.Collection[System.Attribute] attributes"] {
      t.constructor("psvariable new(string name, System.Object value, \(ns)ScopedItemOptions options\(attributes))") { a, _ in
        let v = Variable(a.string(0), a.at(1).orNull)
        try v.setOptions(optionSet((a.at(2).refValue as? PSEnum)?.raw ?? 0))
        return .other(v)
      }
    }
    t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? "") }
    t.property("string Description {get;set;}", set: { v, x, _ in of(v)?.itemDescription = Conversion.toString(x) }) { v, _ in .str(of(v)?.itemDescription ?? "") }
    t.property("System.Object Value {get;set;}", set: { v, x, _ in
      guard let variable = of(v) else { return }
      if variable.options.contains(.constant) || variable.options.contains(.readOnly) {
          throw TerminatingError(
            "VariableNotWritable", "Cannot overwrite variable \(variable.name) because it is read-only or constant.", .writeError,
            exception: ns + "SessionStateUnauthorizedAccessException", target: .str(variable.name))
      }
      try variable.assign(x.orNull)
    }) { v, _ in
      guard let variable = of(v) else { return .null }
      return variable.getter?() ?? variable.value
    }
    t.property(
      "System.Management.Automation.SessionStateEntryVisibility Visibility {get;set;}",
      set: { v, x, _ in of(v)?.isVisible = !Conversion.toString(x).equalsIgnoringCase("Private") }
    ) { v, _ in .other(PSEnum(ns + "SessionStateEntryVisibility", of(v)?.isVisible ?? true ? "Public" : "Private")) }
    t.property("psmoduleinfo Module {get;}") { _, _ in .null }
    t.property("string ModuleName {get;}") { v, _ in .str(of(v)?.moduleName ?? "") }
    t.property("\(ns)ScopedItemOptions Options {get;set;}", set: { v, x, c in
      guard let variable = of(v) else { return }
      let raw = (x.refValue as? PSEnum)?.raw ?? Int64(x.asInt)
      try variable.setOptions(optionSet(raw))
      c.noteOptions(of: variable)
    }) { v, _ in
      guard let o = of(v)?.options else { return .null }
      var raw: Int64 = 0
      if o.contains(.readOnly) { raw |= 1 }
      if o.contains(.constant) { raw |= 2 }
      if o.contains(.private) { raw |= 4 }
      if o.contains(.allScope) { raw |= 8 }
      return .other(PSEnum(options, raw))
    }
    t.property("System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}") { v, _ in
      let r = PSArray((of(v)?.attributes ?? []).map { a in
        if let made = ClassAttributes.make?(a) { return made }
        let t = TypeTable.get(ns + a.typeName)
        return .object(PSObject(shape: t.instanceShape, type: t))
      })
      r.kind = .collection
      r.exactType = TypeTable.get(ns + "PSVariableAttributeCollection")
      return .array(r)
    }
    t.method("bool IsValidValue(System.Object value)") { v, a, c in .bool(of(v).map { c.meets($0, a.at(0).orNull) } ?? false) }
  }
  private static func optionSet(_ raw: Int64) -> Variable.Options {
    var o: Variable.Options = []
    if raw & 1 != 0 { o.insert(.readOnly) }
    if raw & 2 != 0 { o.insert(.constant) }
    if raw & 4 != 0 { o.insert(.private) }
    if raw & 8 != 0 { o.insert(.allScope) }
    return o
  }
}
