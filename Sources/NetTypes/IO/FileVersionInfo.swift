/// `FileVersionInfo`: what the version resource of a file tells. Files of this system have none, so that it knows their names alone.
import Engine

public final class PSFileVersion: Ref {
  let file: String
  public init(_ file: String) { self.file = file; super.init() }
  public override var netType: NetType { TypeTable.named("System.Diagnostics.FileVersionInfo") }
  public override func text() -> String {
    let texts = ["OriginalFilename", "FileVersion", "FileDescription", "Product", "ProductVersion"]
    let flags = ["Debug", "Patched", "PreRelease", "PrivateBuild", "SpecialBuild"]
    let rows = [("File", file), ("InternalName", "")] + texts.map { ($0, "") } + flags.map { ($0, "False") } + [("Language", "")]
    return rows.map { "\($0):" + String(repeating: " ", count: 17 - $0.utf8.count) + "\($1)\n" }.joined()
  }
}

extension NetTypes {
  static func registerFileVersionInfo() {
    TypeTable.register("System.Diagnostics.FileVersionInfo") { NetType("System.Diagnostics.FileVersionInfo", base: TypeTable.object, define: defineFileVersionInfo) }
  }

  private static func defineFileVersionInfo(_ t: NetType) {
    func text(_ names: String...) { for n in names { t.property("string \(n) {get;}") { _, _ in .null } } }
    func number(_ names: String...) { for n in names { t.property("int \(n) {get;}") { _, _ in .int(0) } } }
    func flag(_ names: String...) { for n in names { t.property("bool \(n) {get;}") { _, _ in .no } } }
    // in the order of their declaration, which is the one they are listed in
    text("Comments", "CompanyName")
    number("FileBuildPart")
    text("FileDescription")
    number("FileMajorPart", "FileMinorPart")
    t.property("string FileName {get;}") { v, _ in (v.refValue as? PSFileVersion).map { .str($0.file) } ?? .null }
    number("FilePrivatePart")
    text("FileVersion", "InternalName")
    flag("IsDebug", "IsPatched", "IsPrivateBuild", "IsPreRelease", "IsSpecialBuild")
    text("Language", "LegalCopyright", "LegalTrademarks", "OriginalFilename", "PrivateBuild")
    number("ProductBuildPart", "ProductMajorPart", "ProductMinorPart")
    text("ProductName")
    number("ProductPrivatePart")
    text("ProductVersion", "SpecialBuild")
    t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    t.staticMethod("static System.Diagnostics.FileVersionInfo GetVersionInfo(string fileName)") { a, _ in
      if a.string(0).isEmpty { throw argumentError("The value cannot be an empty string.", param: "path") }
      let full = a.string(0).hasPrefix("/") ? a.string(0) : FileSystem.full(a.string(0))
      guard let facts = FileSystem.facts(full), !facts.isDirectory else { throw netError("System.IO.FileNotFoundException", FileSystem.full(a.string(0))) }
      return .other(PSFileVersion(full))
    }
  }
}
