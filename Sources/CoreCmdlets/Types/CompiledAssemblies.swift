/// What Add-Type compiled in this process, and the files it wrote: such a file holds the source, which is compiled again when
/// somebody loads it.
import CSharp
import Engine
import NetTypes

enum CompiledAssemblies {
  /// Assemblies by the text they were made of.
  nonisolated(unsafe) static var known: [String: PSAssembly] = [:]
  nonisolated(unsafe) static var typeNames: Set<String> = []
  nonisolated(unsafe) private static var files: [String: PSAssembly] = [:]
  private static let mark = "// An assembly of CsShell: C# source, compiled when it is loaded.\n"

  /// `k2xw4a1b.qpd, Version=0.0.0.0, …`: as .NET names what has no name, or after the file.
  static func newName(_ file: String?) -> String {
    var name = String((0..<11).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement() ?? "a" })
    name.insert(".", at: name.index(name.startIndex, offsetBy: 8))
    if let file { name = file.split(separator: "/").last.map { $0.lowercased().hasSuffix(".dll") ? String($0.dropLast(4)) : String($0) } ?? name }
    return name + ", Version=0.0.0.0, Culture=neutral, PublicKeyToken=null"
  }
  static func types(of references: [String]) -> [NetType] {
    references.flatMap { r in known.values.first { $0.name == r || $0.file == r }?.types ?? files[r]?.types ?? [] }
  }
  static func write(_ sources: [SourceText], to file: String, _ shell: Invocation) throws {
    let text = mark + sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
    if FileText.replace(file, Array(text.utf8)) != 0 { throw netError("System.IO.IOException", "The file '\(file)' cannot be written.") }
  }
  /// The assembly in a file that `write` made; nil for any other file.
  static func load(_ file: String, _ shell: Invocation) throws -> PSAssembly? {
    if let a = files[file] { return a }
    guard let text = FileText.text(file), text.hasPrefix(mark) else { return nil }
    let c = Compilation([SourceText(String(text.dropFirst(mark.count)))], assembly: PSAssembly(newName(file), file: file), shell.context)
    guard c.compile(warningsAreErrors: false) else { return nil }
    files[file] = c.assembly
    return c.assembly
  }
}
