/// `System.Resources.ResourceManager`: the assemblies here have no resources, so what is asked for is not among them.
import Engine

final class PSResourceManager: Ref {
  let base: String, assembly: String
  init(_ b: String, _ a: String) { base = b; assembly = a; super.init() }
  override var netType: NetType { TypeTable.named("System.Resources.ResourceManager") }
}

extension NetTypes {
  static func registerResourceManager() {
    let n = "System.Resources.ResourceManager"
    registerExceptions(in: "System.Resources.MissingManifestResourceException System.SystemException Unable to find manifest resource.")
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func make(_ base: String, _ assembly: String) -> Value { .other(PSResourceManager(base, assembly)) }
        t.constructor("\(n) new(string baseName, System.Reflection.Assembly assembly)") { a, c in
          guard let base = a.text(0) else { throw nullArgument("baseName") }
          if a.at(1).isNull { throw nullArgument("assembly") }
          return make(base, Conversion.toString(a.at(1), c).parts(at: 44).first ?? "")
        }
        t.constructor("\(n) new(type resourceSource)") { a, _ in
          guard case .type(let source) = a.at(0).base else { throw nullArgument("resourceSource") }
          return make(source.fullName, "System.Private.CoreLib")
        }
        t.property("string BaseName {get;}") { v, _ in .str((v.refValue as? PSResourceManager)?.base ?? "") }
        t.property("bool IgnoreCase {get;set;}", set: { _, _, _ in }) { _, _ in .no }
        t.property("type ResourceSetType {get;}") { _, _ in .type(TypeTable.get("System.Resources.RuntimeResourceSet")) }
        func missing(_ v: Value) -> TerminatingError {
          let m = v.refValue as? PSResourceManager
          return netError(
            "System.Resources.MissingManifestResourceException",
            "Could not find the resource \"\(m?.base ?? "").resources\" among the resources \"\" embedded in the assembly \"\(m?.assembly ?? "")\", nor among the "
              + "resources in any satellite assemblies for the specified culture. Perhaps the resources were embedded with an incorrect name.")
        }
        for (m, type) in [("GetString", "string"), ("GetObject", "System.Object")] {
          for p in ["", ", cultureinfo culture"] {
            t.method("\(type) \(m)(string name\(p))") { v, a, _ in
              if a.at(0).isNull { throw nullArgument("name") }
              throw missing(v)
            }
          }
        }
        t.method("void ReleaseAllResources()") { _, _, _ in .void }
      }
    }
  }
}
