/// Symbolic links and temporary folders: what `File` and `Directory` do with them.
import Engine
import Primitives
import Glibc

extension NetTypes {
  static func registerLinks() {
    for (type, directory) in [("System.IO.File", false), ("System.IO.Directory", true)] {
      TypeTable.extend(type) { t in
        t.staticMethod("static System.IO.FileSystemInfo ResolveLinkTarget(string linkPath, bool returnFinalTarget)") { a, _ in
          var path = try FileSystem.check(a.text(0), "linkPath")
          guard FileSystem.facts(path) != nil else { throw FileSystem.failure(path, ENOENT) }
          guard var target = FileSystem.linkTarget(path) else { return .null }
          for _ in 0..<40 {
            path = FileSystem.full(target, base: Paths.directoryName(path))
            guard a.bool(1), let next = FileSystem.linkTarget(path) else { break }
            target = next
          }
          return .other(PSFileEntry(path, directory: directory))
        }
        guard directory else { return }
        t.staticMethod("static System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)") { a, _ in
          let p = try FileSystem.check(a.text(0))
          if symlink(a.string(1), p) != 0 { throw FileSystem.failure(p) }
          return .other(PSFileEntry(p, directory: true))
        }
        for p in ["", "string prefix"] {
          t.staticMethod("static System.IO.DirectoryInfo CreateTempSubdirectory(\(p))") { a, _ in
            if a.string(0).contains("/") { throw argumentError("The value may not contain directory separator characters.", param: "prefix") }
            let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
            var template = Array((folder + (folder.hasSuffix("/") ? "" : "/") + a.string(0) + "XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { throw FileSystem.failure(folder) }
            return .other(PSFileEntry(String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), directory: true))
          }
        }
      }
    }
  }
}
