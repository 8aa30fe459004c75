/// `ModuleSpecification`: a module by name and version, as `-FullyQualifiedName`, `#requires` and manifests write it.
import Engine
import Primitives
import Syntax

public final class ModuleSpecification: Ref {
  public internal(set) var name = ""
  /// Least version (`ModuleVersion`), highest (`MaximumVersion`, may end in `*`), exact (`RequiredVersion`); the GUID.
  public internal(set) var version: Value = .null, maximumVersion: String?, requiredVersion: Value = .null, guid: Value = .null

  public init(name: String) { self.name = name; super.init() }
  /// From a hashtable of `ModuleName`, `ModuleVersion`, `RequiredVersion`, `MaximumVersion`, `GUID`.
  /// - Throws: the exception of PowerShell for members that are unknown, missing or exclude each other.
  init(_ table: PSHash, _ c: ExecutionContext) throws {
    super.init()
    var unknown: [String] = []
    for (key, value) in table.pairs {
      let field = Conversion.toString(key, c)
      switch field.lowercased() {
      case "modulename": name = Conversion.toString(value, c)
      case "moduleversion": version = try Conversion.convert(value, to: TypeTable.get("System.Version"), c)
      case "requiredversion": requiredVersion = try Conversion.convert(value, to: TypeTable.get("System.Version"), c)
      case "maximumversion": maximumVersion = Conversion.toString(value, c)
      case "guid": guid = try Conversion.convert(value, to: TypeTable.get("System.Guid"), c)
      default: unknown.append("'\(field)'")
      }
    }
    func exclude(_ a: String, _ b: String) -> TerminatingError { netError("System.ArgumentException", "The parameters \(a) and \(b) cannot be used together. Please specify only one parameter.") }
    if !unknown.isEmpty {
      throw netError(
        "System.ArgumentException",
        """
        The hashtable describing a module contains one or more members that are not valid. The valid members are (ModuleName, ModuleVersion, RequiredVersion, \
        GUID). Remove the members that are not valid (\(unknown.joined(separator: ", "))), then try again.
        """
      )
    }
    if name.isEmpty { throw netError("System.MissingMemberException", "The 'ModuleName' member does not exist in the hashtable that describes this module.") }
    if version.isNull, requiredVersion.isNull, maximumVersion == nil {
      throw netError(
        "System.MissingMemberException",
        """
        The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that describes this module. One of these three \
        members must exist, and be assigned a version number in the format 'n.n.n.n'.
        """
      )
    }
    if !requiredVersion.isNull, !version.isNull { throw exclude("ModuleVersion", "RequiredVersion") }
    if !requiredVersion.isNull, maximumVersion != nil { throw exclude("MaximumVersion", "RequiredVersion") }
  }
  public override var netType: NetType { TypeTable.named("Microsoft.PowerShell.Commands.ModuleSpecification") }
  /// The name alone, or the hashtable that says the same.
  public override func text() -> String {
    if guid.isNull, version.isNull, requiredVersion.isNull, maximumVersion == nil { return name }
    var out = "@{ ModuleName = '\(name)'"
    if !guid.isNull { out += "; Guid = '{\(Conversion.plainText(guid))}' " }
    if !requiredVersion.isNull { out += "; RequiredVersion = '\(Conversion.plainText(requiredVersion))'" } else {
      if !version.isNull { out += "; ModuleVersion = '\(Conversion.plainText(version))'" }
      if let maximumVersion { out += "; MaximumVersion = '\(maximumVersion)'" }
    }
    return out + " }"
  }
}

extension NetTypes {
  static func registerModuleSpecification() {
    TypeTable.register("Microsoft.PowerShell.Commands.ModuleSpecification") {
      NetType("Microsoft.PowerShell.Commands.ModuleSpecification", base: TypeTable.object) { t in
        func of(_ v: Value) -> ModuleSpecification { v.refValue as? ModuleSpecification ?? ModuleSpecification(name: "") }
        t.constructor("Microsoft.PowerShell.Commands.ModuleSpecification new()") { _, _ in .other(ModuleSpecification(name: "")) }
        t.constructor("Microsoft.PowerShell.Commands.ModuleSpecification new(string moduleName)") { a, _ in
          if a.string(0).isEmpty { throw netError("System.ArgumentException", "The value cannot be an empty string.", param: "moduleName") }
          return .other(ModuleSpecification(name: a.string(0)))
        }
        t.constructor("Microsoft.PowerShell.Commands.ModuleSpecification new(hashtable moduleSpecification)") { a, c in
          guard case .hash(let h) = a.at(0).base else { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "moduleSpecification") }
          return .other(try ModuleSpecification(h, c))
        }
        t.staticMethod("static bool TryParse(string input, [ref] Microsoft.PowerShell.Commands.ModuleSpecification result)") { a, c in
          let text = a.string(0)
          var made: ModuleSpecification?
          if text.hasPrefix("@{"), let b = try? c.makeBlock(text), RestrictedLanguage.check(b.ast, commands: [], variables: nil, environment: false).isEmpty,
            case .hash(let h)? = try? c.invokeBlock(b)
          {
            made = try? ModuleSpecification(h, c)
          } else if !text.isEmpty, !text.hasPrefix("@{") {
            made = ModuleSpecification(name: text)
          }
          try a.setReference(1, made.map { .other($0) } ?? .null, c)
          return .bool(made != nil)
        }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
        t.property("string Name {get;}") { v, _ in .str(of(v).name) }
        t.property("System.Nullable[guid] Guid {get;}") { v, _ in of(v).guid }
        t.property("version Version {get;}") { v, _ in of(v).version }
        t.property("string MaximumVersion {get;}") { v, _ in of(v).maximumVersion.map { .str($0) } ?? .null }
        t.property("version RequiredVersion {get;}") { v, _ in of(v).requiredVersion }
      }
    }
    let comparer = "Microsoft.PowerShell.Commands.ModuleSpecificationComparer"
    TypeTable.register(comparer) {
      NetType(comparer, base: TypeTable.object, interfaces: ["System.Collections.Generic.IEqualityComparer`1"]) { t in
        func key(_ v: Value) -> String? {
          (v.refValue as? ModuleSpecification).map {
            "\($0.name.lowercased())|\(Conversion.plainText($0.guid))|\(Conversion.plainText($0.version))|\($0.maximumVersion ?? "")|\(Conversion.plainText($0.requiredVersion))"
          }
        }
        t.constructor("\(comparer) new()") { _, _ in .object(PSObject(shape: t.instanceShape, type: t)) }
        t.method("bool Equals(Microsoft.PowerShell.Commands.ModuleSpecification x, Microsoft.PowerShell.Commands.ModuleSpecification y)") { _, a, _ in .bool(key(a.at(0)) == key(a.at(1))) }
        t.method("int GetHashCode(Microsoft.PowerShell.Commands.ModuleSpecification obj)") { _, a, _ in .int(key(a.at(0)).map { netHash(.str($0)) } ?? 0) }
      }
    }
  }
}
