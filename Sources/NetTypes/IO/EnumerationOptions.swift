/// `EnumerationOptions`, and the members of `Directory` that take it.
import Engine
import Primitives

final class PSEnumerationOptions: Ref {
  /// .NET leaves hidden and system entries out unless told otherwise.
  var skips = 6, buffer = 0, depth = Int(Int32.max), ignoresInaccessible = true, recurses = false, special = false, casing = 0, match = 0
  override var netType: NetType { TypeTable.named("System.IO.EnumerationOptions") }
}

extension NetTypes {
  static func registerEnumerationOptions() {
    let n = "System.IO.EnumerationOptions"
    func of(_ v: Value) -> PSEnumerationOptions { v.refValue as? PSEnumerationOptions ?? PSEnumerationOptions() }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        t.constructor("\(n) new()") { _, _ in .other(PSEnumerationOptions()) }
        t.property("bool RecurseSubdirectories {get;set;}", set: { v, x, _ in of(v).recurses = x.asInt != 0 }) { v, _ in .bool(of(v).recurses) }
        t.property("bool IgnoreInaccessible {get;set;}", set: { v, x, _ in of(v).ignoresInaccessible = x.asInt != 0 }) { v, _ in .bool(of(v).ignoresInaccessible) }
        t.property("int BufferSize {get;set;}", set: { v, x, _ in of(v).buffer = x.asInt }) { v, _ in .count(of(v).buffer) }
        t.property("System.IO.FileAttributes AttributesToSkip {get;set;}", set: { v, x, _ in of(v).skips = x.asInt }) { v, _ in .member("System.IO.FileAttributes", of(v).skips) }
        t.property("System.IO.MatchType MatchType {get;set;}", set: { v, x, _ in of(v).match = x.asInt }) { v, _ in .member("System.IO.MatchType", of(v).match) }
        t.property("System.IO.MatchCasing MatchCasing {get;set;}", set: { v, x, _ in of(v).casing = x.asInt }) { v, _ in .member("System.IO.MatchCasing", of(v).casing) }
        t.property("int MaxRecursionDepth {get;set;}", set: { v, x, _ in of(v).depth = max(0, x.asInt) }) { v, _ in .count(of(v).depth) }
        t.property("bool ReturnSpecialDirectories {get;set;}", set: { v, x, _ in of(v).special = x.asInt != 0 }) { v, _ in .bool(of(v).special) }
      }
    }
    TypeTable.extend("System.IO.Directory") { t in
      for (m, files, folders) in [("Files", true, false), ("Directories", false, true), ("FileSystemEntries", true, true)] {
        for verb in ["Get", "Enumerate"] {
          t.staticMethod("static \(verb == "Get" ? "string[]" : "System.Collections.Generic.IEnumerable[string]") \(verb)\(m)(string path, string searchPattern, \(n) enumerationOptions)") { a, c in
            guard let path = a.text(0) else { throw nullArgument("path") }
            return .strings(try found(path, a.string(1), of(a.at(2)), files: files, folders: folders, 0, c))
          }
        }
      }
    }
  }
  /// The entries of a folder, and of those in it when the options say so, whose names match.
  static func found(_ folder: String, _ pattern: String, _ o: PSEnumerationOptions, files: Bool, folders: Bool, _ depth: Int, _ c: ExecutionContext) throws -> [String] {
    try c.poll()
    let all: [String]
    do { all = try FileSystem.names(FileSystem.real(folder)) } catch {
      if depth > 0, o.ignoresInaccessible { return [] }
      throw error
    }
    let p = try? WildcardPattern(WildcardPattern.escape(pattern).replacing("`*", "*").replacing("`?", "?"), ignoreCase: o.casing == 2)
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    var out: [String] = [], below: [String] = []
    for name in all {
      guard let f = FileSystem.facts(FileSystem.real(base + name)), FileSystem.attributes(base + name, f) & o.skips == 0 else { continue }
      if f.isDirectory ? folders : files, pattern == "*" || pattern == "*.*" || p?.matches(name) ?? true { out.append(base + name) }
      if f.isDirectory, !f.isLink, o.recurses, depth < o.depth { below.append(base + name) }
    }
    for b in below { out += try found(b, pattern, o, files: files, folders: folders, depth + 1, c) }
    return out
  }
}
