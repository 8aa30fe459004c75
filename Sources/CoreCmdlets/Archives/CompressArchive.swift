/// Puts files and folders into a ZIP file. The file appears, or changes, only when all of it is written.
import Codecs
import Engine
import Glibc
import Primitives

struct CompressArchive: Cmdlet {
  static let command = Command("Compress", "Archive", module: "Microsoft.PowerShell.Archive", errorType: "Compress-Archive", defaultSet: "Path", confirm: .medium,
    outputs: ["System.IO.FileInfo"],
    synopsis: "Packs files and folders into a ZIP file.",
    examples: [("A folder", "Compress-Archive -Path ./logs -DestinationPath logs.zip")])
  @Parameter("Path", at: 0,
    in: [
      InSet("Path", mandatory: true, from: [.pipeline, .propertyName]), InSet("PathWithForce", mandatory: true, from: [.pipeline, .propertyName]),
      InSet("PathWithUpdate", mandatory: true, from: [.pipeline, .propertyName])
    ], validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("LiteralPath",
    in: [
      InSet("LiteralPath", mandatory: true, from: .propertyName), InSet("LiteralPathWithForce", mandatory: true, from: .propertyName),
      InSet("LiteralPathWithUpdate", mandatory: true, from: .propertyName)
    ], aliases: ["PSPath"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("DestinationPath", at: 1, validate: [.notNullOrEmpty]) var destinationPath: String
  @Parameter("CompressionLevel", validate: [.set(["Optimal", "NoCompression", "Fastest"], ignoreCase: true, message: nil)]) var compressionLevel: String?
  @Parameter("Update", sets: ["PathWithUpdate", "LiteralPathWithUpdate"], mandatory: true) var update: Switch
  @Parameter("Force", sets: ["PathWithForce", "LiteralPathWithForce"], mandatory: true) var force: Switch
  @Parameter("PassThru") var passThru: Switch

  private var given: [String] = []

  mutating func process(_ shell: Invocation) throws { given += $literalPath.isBound ? literalPath : path }
  mutating func end(_ shell: Invocation) throws {
    var target = try shell.filePath(destinationPath, literal: true)
    let dot = CompressArchive.ending(of: target)
    if dot.isEmpty { target += ".zip" } else if !dot.equalsIgnoringCase(".zip") {
      throw shell.terminating(
        "NotSupportedArchiveFileExtension", .invalidArgument, "\(dot) is not a supported archive file format. .zip is the only supported archive file format.",
        exception: "System.IO.IOException", target: .str(dot))
    }
    let exists = Posix.info(target) != nil
    if exists, !update.isOn, !force.isOn {
      throw shell.terminating(
        "ArchiveFileExists", .invalidArgument,
        """
        The archive file \(target) already exists. Use the -Update parameter to update the existing archive file or use the -Force parameter to overwrite the \
        existing archive file.
        """,
        exception: "System.IO.IOException", target: .str(target))
    }
    var members: [(name: String, file: String)] = []
    for name in given { try gather(name, into: &members, shell) }
    guard try shell.shouldProcess(target) else { return }
    var archive = ZipArchive.Builder()
    let level: ZipArchive.Builder.Level = switch compressionLevel?.lowercased() { case "fastest": .fastest; case "nocompression": .none; default: .optimal }
    do {
      if exists, update.isOn {
        let old = try ZipArchive(try Posix.readFile(target))
        for e in old.entries where !members.contains(where: { $0.name == e.name }) { archive.add(e.name, try old.read(e), stamp: e.stamp, mode: e.mode, level) }
      }
      for m in members {
        try shell.poll()
        var s = stat()
        stat(m.file, &s)
        archive.add(m.name, m.name.hasSuffix("/") ? [] : try Posix.readFile(m.file), stamp: DosTime.stamp(Int64(s.st_mtim.tv_sec)), mode: s.st_mode, level)
      }
      // what Ctrl+C cut short does not take the place of an archive that is whole
      try shell.poll()
      try Posix.replaceFile(target, archive.finish())
    } catch let e as Posix.Failure { throw shell.terminating(e.record("CompressArchive", .writeError, target)) }
    catch let e as ZipArchive.Broken { throw shell.terminating("InvalidZipFile", .invalidData, e.reason, exception: "System.IO.InvalidDataException", target: .str(target)) }
    if passThru.isOn { try shell.write(try shell.space.resolve(target).object()) }
  }
  /// The last dot of a file's name and what follows it.
  static func ending(of path: String) -> String {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return String(name[dot...])
  }
  private func gather(_ name: String, into members: inout [(name: String, file: String)], _ shell: Invocation) throws {
    let found = try shell.space.expand(name, literal: $literalPath.isBound).filter { $0.provider.name == "FileSystem" && $0.exists }
    if found.isEmpty {
      throw shell.terminating(
        "ArchiveCmdletPathNotFound", .invalidArgument, "The path '\(name)' either does not exist or is not a valid file system path.",
        exception: "System.InvalidOperationException", target: .str(name))
    }
    for p in found {
      if members.contains(where: { $0.file == p.path }) {
        let parameter = $literalPath.isBound ? "LiteralPath" : "Path"
        throw shell.terminating(
          "DuplicatePathFound", .invalidArgument,
          "The input to \(parameter) parameter contains a duplicate path '\(p.path)'. Provide a unique set of paths as input to \(parameter) parameter.",
          exception: "System.InvalidOperationException", target: .str(p.path))
      }
      try add(p.path, as: p.path.split(separator: "/").last.map(String.init) ?? "", &members)
    }
  }
  private func add(_ file: String, as name: String, _ members: inout [(name: String, file: String)]) throws {
    guard Posix.isDirectory(file) else { members.append((name, file)); return }
    let inside = try Posix.list(file).sorted()
    if inside.isEmpty { members.append((name + "/", file)) }
    for n in inside { try add(file + "/" + n, as: name + "/" + n, &members) }
  }
}
