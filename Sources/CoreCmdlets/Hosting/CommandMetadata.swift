/// `CommandMetadata`: what a command declares, as a copy that scripts change before they make a proxy of it.
import Engine
import NetTypes

final class CommandMetadataObject: Ref {
  let info: CommandInfo
  var name: String, defaultSet: String, helpUri: String
  var supportsShouldProcess: Bool, supportsPaging: Bool, positionalBinding: Bool
  var confirmImpact: Value
  var remotingCapability: Value = .other(PSEnum(Hosting.ns + "RemotingCapability", "PowerShell"))
  /// `ParameterMetadata` objects by name, and what each of them was made of.
  let parameters: PSHash
  private var origins: [ObjectIdentifier: ParameterMetadata] = [:]

  /// - Parameter withCommon: whether `-Verbose` and its like are told of too
  init(_ c: CommandInfo, withCommon: Bool = false) {
    info = c
    let b = c.metadata.binding
    name = c.name; defaultSet = b.defaultParameterSetName ?? ""
    helpUri = c is CmdletInfo ? HelpLinks.address(c.name) ?? "" : b.helpUri
    supportsShouldProcess = b.supportsShouldProcess; supportsPaging = b.supportsPaging; positionalBinding = b.positionalBinding
    confirmImpact = .other(PSEnum(TypeTable.get(Hosting.ns + "ConfirmImpact"), b.supportsShouldProcess ? Int64(b.confirmImpact.rawValue) : 0))
    parameters = ParameterObjects.table()
    super.init()
    for p in withCommon ? ParameterObjects.all(c) : c.metadata.parameters { add(p.name, ParameterObjects.object(p), of: p) }
  }
  init(copying m: CommandMetadataObject) {
    info = m.info; name = m.name; defaultSet = m.defaultSet; helpUri = m.helpUri
    supportsShouldProcess = m.supportsShouldProcess; supportsPaging = m.supportsPaging; positionalBinding = m.positionalBinding
    confirmImpact = m.confirmImpact; remotingCapability = m.remotingCapability
    parameters = ParameterObjects.table()
    super.init()
    for d in m.described { add(d.name, d.copy(), of: d.declared) }
  }
  private func add(_ name: String, _ object: Value, of p: ParameterMetadata) {
    parameters.set(name, object)
    if let r = object.refValue { origins[ObjectIdentifier(r)] = p }
  }
  override var netType: NetType { TypeTable.get(Hosting.ns + "CommandMetadata") }

  /// The parameters as they are now; those put in by scripts without a parameter of the command behind them stay out.
  var described: [DescribedParameter] {
    parameters.pairs.compactMap { _, v in
      guard let r = Record.of(v), let p = origins[ObjectIdentifier(r)] else { return nil }
      return DescribedParameter(r, of: p)
    }
  }

  static func register() {
    let ns = Hosting.ns, full = ns + "CommandMetadata"
    TypeTable.register(full) {
      NetType(full, base: TypeTable.object) { t in
        func of(_ v: Value) -> CommandMetadataObject { v.refValue as! CommandMetadataObject }
        func info(_ v: Value) throws -> CommandInfo {
          guard let c = v.refValue as? CommandInfo else { throw Hosting.null("commandInfo") }
          return c
        }
        t.constructor("\(full) new(\(ns)CommandInfo commandInfo)") { a, _ in .other(CommandMetadataObject(try info(a[0]))) }
        t.constructor("\(full) new(\(ns)CommandInfo commandInfo, bool shouldGenerateCommonParameters)") { a, _ in .other(CommandMetadataObject(try info(a[0]), withCommon: Conversion.toBool(a[1]))) }
        t.constructor("\(full) new(\(full) other)") { a, _ in
          guard let m = a[0].refValue as? CommandMetadataObject else { throw Hosting.null("other") }
          return .other(CommandMetadataObject(copying: m))
        }
        func text(_ name: String, _ at: ReferenceWritableKeyPath<CommandMetadataObject, String>) {
          t.property("string \(name) {get;set;}", set: { v, x, _ in of(v)[keyPath: at] = Conversion.toString(x) }) { v, _ in .str(of(v)[keyPath: at]) }
        }
        func flag(_ name: String, _ at: ReferenceWritableKeyPath<CommandMetadataObject, Bool>) {
          t.property("bool \(name) {get;set;}", set: { v, x, _ in of(v)[keyPath: at] = Conversion.toBool(x) }) { v, _ in .bool(of(v)[keyPath: at]) }
        }
        text("Name", \.name)
        t.property("type CommandType {get;}") { v, _ in (of(v).info as? CmdletInfo).map { .type(ParameterObjects.implementingType($0)) } ?? .null }
        text("DefaultParameterSetName", \.defaultSet)
        flag("SupportsShouldProcess", \.supportsShouldProcess)
        flag("SupportsPaging", \.supportsPaging)
        flag("PositionalBinding", \.positionalBinding)
        t.property("bool SupportsTransactions {get;}") { _, _ in .bool(false) }
        text("HelpUri", \.helpUri)
        t.property("\(ns)RemotingCapability RemotingCapability {get;set;}", set: { v, x, _ in of(v).remotingCapability = x }) { v, _ in of(v).remotingCapability }
        t.property("\(ns)ConfirmImpact ConfirmImpact {get;set;}", set: { v, x, _ in of(v).confirmImpact = x }) { v, _ in of(v).confirmImpact }
        t.property("System.Collections.Generic.Dictionary[string,\(ns)ParameterMetadata] Parameters {get;}") { v, _ in .hash(of(v).parameters) }
      }
    }
  }
}

/// A `ParameterMetadata` object beside the declaration it was made of.
struct DescribedParameter {
  private let object: Record
  let declared: ParameterMetadata
  init(_ r: Record, of p: ParameterMetadata) { object = r; declared = p }
  var name: String { Conversion.toString(object.values[0]) }
  var type: NetType { if case .type(let t) = object.values[1].base { t } else { declared.displayType } }
  var aliases: [String] { (object.values[4].arrayValue?.values ?? []).map { Conversion.toString($0) } }
  /// The sets as the objects tell them now.
  var sets: [ParameterMetadata.SetEntry] {
    guard case .hash(let h) = object.values[2].base else { return declared.sets }
    return h.pairs.compactMap { key, value in
      guard let traits = (value.refValue as? Record)?.values, traits.count > 5 else { return nil }
      func isOn(_ i: Int) -> Bool { Conversion.toBool(traits[i]) }
      let position = (try? Conversion.toInt64(traits[1])).flatMap { $0 < 0 ? nil : Int($0) }
      var s = ParameterMetadata.SetEntry(name: Conversion.toString(key), mandatory: isOn(0), position: position, fromPipeline: isOn(2), fromPropertyName: isOn(3), remaining: isOn(4))
      s.helpMessage = traits[5].isNull ? "" : Conversion.toString(traits[5])
      return s
    }
  }
  /// Those of the declaration whose objects are still in the list.
  var attributes: [Engine.Attribute] {
    let left = object.values[5].arrayValue?.values ?? []
    var kinds = left.map { TypeTable.typeOf($0).fullName }
    return declared.attributes.filter { a in
      guard let o = ParameterObjects.object(a) else { return true }
      guard let i = kinds.firstIndex(of: TypeTable.typeOf(o).fullName) else { return false }
      kinds.remove(at: i)
      return true
    }
  }
  func copy() -> Value {
    func list(_ v: Value) -> Value {
      if case .hash(let h) = v.base {
        let own = PSHash(h.kind)
        own.keyType = h.keyType
        own.valueType = h.valueType
        for (k, x) in h.pairs { own.set(k, (x.refValue as? Record).map { .other(Record($0.type, $0.values)) } ?? x) }
        return .hash(own)
      }
      guard let a = v.arrayValue else { return v }
      let b = PSArray(a.values, of: a.elementType)
      b.kind = a.kind
      return .array(b)
    }
    return .other(Record(object.type, object.values.map(list)))
  }
}
