/// `ProcessModule`: a program or library that a process has in its memory.
import Engine

final class PSProcessModule: Ref {
  let file: String
  /// Where it begins in memory, and how many bytes of it are there.
  let base: UInt64, size: UInt64
  init(_ file: String, base: UInt64, size: UInt64) { self.file = file; self.base = base; self.size = size; super.init() }
  override var netType: NetType { TypeTable.named("System.Diagnostics.ProcessModule") }
  override func text() -> String { "System.Diagnostics.ProcessModule (\(FileText.leaf(file)))" }
}

extension NetTypes {
  static func registerProcessModule() {
    TypeTable.register("System.Diagnostics.ProcessModule") {
      NetType("System.Diagnostics.ProcessModule", base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.IDisposable"]) { t in
        func of(_ v: Value) -> PSProcessModule { v.refValue as? PSProcessModule ?? PSProcessModule("", base: 0, size: 0) }
        func pointer(_ n: UInt64) -> Value { .other(PSPointer(Int(truncatingIfNeeded: n), TypeTable.get("System.IntPtr"))) }
        t.property("string ModuleName {get;}") { v, _ in .str(FileText.leaf(of(v).file)) }
        t.property("string FileName {get;}") { v, _ in .str(of(v).file) }
        t.property("System.IntPtr BaseAddress {get;}") { v, _ in pointer(of(v).base) }
        t.property("int ModuleMemorySize {get;}") { v, _ in .int(Int32(clamping: of(v).size)) }
        t.property("System.IntPtr EntryPointAddress {get;}") { _, _ in pointer(0) }
        t.property("System.Diagnostics.FileVersionInfo FileVersionInfo {get;}") { v, _ in .other(PSFileVersion(of(v).file)) }
        t.property("System.ComponentModel.ISite Site {get;set;}", set: { _, _, _ in }) { _, _ in .null }
        t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
      }
    }
  }
}
