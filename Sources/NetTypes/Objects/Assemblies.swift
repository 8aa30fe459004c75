/// Assemblies as objects: `Assembly`, `Module`, `AssemblyName`.
import Engine
import Primitives

extension NetTypes {
  static func defineAssembly(_ t: NetType) {
    func of(_ v: Value) -> PSAssembly? { v.refValue as? PSAssembly }
    func code(_ v: Value) throws -> Value {
      guard let a = of(v), let file = a.location else { throw notSupported("CodeBase is not supported on assemblies loaded from a single-file bundle.") }
      return .str("file://" + file)
    }
    t.property("string CodeBase {get;}") { v, _ in try code(v) }
    t.property("string FullName {get;}") { v, _ in .str(of(v)?.name ?? "") }
    t.property("System.Reflection.MethodInfo EntryPoint {get;}") { _, _ in .null }
    t.property("bool IsCollectible {get;}") { v, _ in .bool(of(v)?.isOfScript ?? false) }
    t.property("System.Reflection.Module ManifestModule {get;}") { v, _ in of(v).map { .other(PSAssemblyModule($0)) } ?? .null }
    t.property("bool ReflectionOnly {get;}") { _, _ in .no }
    t.property("string Location {get;}") { v, _ in .str(of(v)?.location ?? "") }
    t.property("string ImageRuntimeVersion {get;}") { v, _ in .str(of(v)?.isOfScript == true ? "" : "v4.0.30319") }
    t.property("bool GlobalAssemblyCache {get;}") { _, _ in .no }
    t.property("long HostContext {get;}") { _, _ in .long(0) }
    t.property("bool IsDynamic {get;}") { v, _ in .bool(of(v)?.isOfScript ?? false) }
    t.property("bool IsFullyTrusted {get;}") { _, _ in .yes }
    t.property("System.Collections.Generic.IEnumerable[System.Reflection.CustomAttributeData] CustomAttributes {get;}") { _, _ in .arr([]) }
    t.property("string EscapedCodeBase {get;}") { v, _ in try code(v) }
    t.property("System.Collections.Generic.IEnumerable[System.Reflection.Module] Modules {get;}") { v, _ in of(v).map { .array($0.modules) } ?? .null }
    t.property("System.Security.SecurityRuleSet SecurityRuleSet {get;}") { _, _ in .member("System.Security.SecurityRuleSet", 0) }
  }

  static func registerAssemblyName() {
    TypeTable.register("System.Reflection.AssemblyName") {
      NetType("System.Reflection.AssemblyName", base: TypeTable.object, interfaces: ["System.ICloneable"]) { t in
        func of(_ v: Value) -> PSAssemblyName { v.refValue as? PSAssemblyName ?? PSAssemblyName("") }
        t.constructor("System.Reflection.AssemblyName new(string assemblyName)") { a, _ in .other(PSAssemblyName(a.string(0))) }
        t.property("string Name {get;}") { v, _ in .str(of(v).simpleName) }
        t.property("version Version {get;}") { v, c in
          guard let text = of(v).part("Version") else { return .null }
          return try Conversion.convert(.str(text), to: TypeTable.get("System.Version"), c)
        }
        t.property("cultureinfo CultureInfo {get;}") { v, c in
          guard let name = of(v).part("Culture") else { return .null }
          return try Conversion.convert(.str(name == "neutral" ? "" : name), to: TypeTable.get("System.Globalization.CultureInfo"), c)
        }
        t.property("string CultureName {get;}") { v, _ in of(v).part("Culture").map { .str($0 == "neutral" ? "" : $0) } ?? .null }
        t.property("System.Reflection.AssemblyContentType ContentType {get;}") { _, _ in .member("System.Reflection.AssemblyContentType", 0) }
        t.property("System.Reflection.AssemblyNameFlags Flags {get;}") { v, _ in .member("System.Reflection.AssemblyNameFlags", of(v).token.isEmpty ? 0 : 1) }
        t.property("string FullName {get;}") { v, _ in .str(of(v).text()) }
        t.method("byte[] GetPublicKeyToken()") { v, _, _ in of(v).part("PublicKeyToken") == nil ? .null : .bytes(of(v).token) }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
        t.method("System.Object Clone()") { v, _, _ in .other(PSAssemblyName(of(v).text())) }
      }
    }
  }
}

/// `System.Reflection.Assembly`: a name; its types are those of the table.
public final class PSAssembly: Ref {
  public let name: String
  /// Made for the classes of a script.
  let isOfScript: Bool
  /// Where it was written, or the file it was compiled into.
  public let file: String?
  /// Those compiled into it.
  public var types: [NetType] = []
  /// Those, or of an assembly that is always there the types this shell has of it.
  public var allTypes: [NetType] {
    if !types.isEmpty || isOfScript { return types }
    let own = simpleName
    if name == FollowedVersion.automationAssembly { return TypeTable.types { $0.hasPrefix("system.management.automation.") }.sorted { $0.fullName < $1.fullName } }
    return TypeTable.types { _ in true }.filter { t in
      t.scriptAssembly == nil && ((t.assembly as? PSAssembly)?.simpleName ?? FollowedVersion.assembly(of: t).prefix { $0 != "," }) == own
    }.sorted { $0.fullName < $1.fullName }
  }
  private var simpleName: Substring { name.prefix { $0 != "," } }
  public init(_ n: String, isOfScript: Bool = false, file: String? = nil) { name = n; self.isOfScript = isOfScript; self.file = file; super.init() }
  /// The file it is in; nil for one that is only in memory.
  var location: String? {
    if isOfScript || file != nil { return isOfScript ? nil : file }
    guard let simple = name.parts(at: 44).first, simple != name, !name.hasSuffix("PublicKeyToken=null") else { return nil }
    return "/opt/microsoft/powershell/7/" + simple + ".dll"
  }
  var modules: PSArray { PSArray([.other(PSAssemblyModule(self))], of: TypeTable.get("System.Reflection.Module")) }
  public override var netType: NetType { TypeTable.named("System.Reflection.RuntimeAssembly") }
  public override func text() -> String { name }
}
/// `System.Reflection.Module`: the one file of an assembly.
final class PSAssemblyModule: Ref {
  let assembly: Ref
  init(_ a: Ref) { assembly = a; super.init() }
  override var netType: NetType { TypeTable.named("System.Reflection.RuntimeModule") }
  /// One in memory is not told from others by its name.
  var name: String { text() == PSAssemblyModule.inMemory ? "<In Memory Module>" : text() }
  private static let inMemory = "RefEmit_InMemoryManifestModule"
  override func text() -> String {
    guard let a = assembly as? PSAssembly, !a.isOfScript, let name = a.name.parts(at: 44).first else { return PSAssemblyModule.inMemory }
    return name + ".dll"
  }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSAssemblyModule)?.text() == text() }
}
/// `AssemblyName`: a name with its version, culture and token.
final class PSAssemblyName: Ref {
  private let full: String
  init(_ full: String) { self.full = full; super.init() }
  override var netType: NetType { TypeTable.named("System.Reflection.AssemblyName") }
  override func text() -> String { full }
  /// Strong names tell the key they were signed with.
  var token: [UInt8] {
    guard let text = part("PublicKeyToken"), text != "null" else { return [] }
    let digits = Array(text)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }
  var simpleName: String { full.parts(at: 44).first ?? full }
  func part(_ name: String) -> String? {
    full.parts(at: 44).dropFirst().map { NetString.trim($0) }.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}
/// `DynamicClassImplementationAssemblyAttribute`.
final class PSAssemblyAttribute: Ref {
  let file: String?
  init(_ file: String?) { self.file = file; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.DynamicClassImplementationAssemblyAttribute") }
}
