/// `csshell demo`: finds demonstrations and plays them, each in a session of its own.
import Console
import Engine
import Glibc

enum Demonstrations {
  /// Folders that may hold demonstrations: beside the sources, and where `scripts/install` puts them.
  private static var folders: [String] {
    var all: [String] = []
    if let share = Terminal.environment("CSSHELL_SHARE"), !share.isEmpty { all.append(share + "/demos") }
    if let program = Files.program {
      let folder = program.split(separator: "/").dropLast()
      all.append("/" + folder.dropLast().joined(separator: "/") + "/share/csshell/demos")
      // A build inside the sources: .build/<triple>/release/csshell.
      if let build = folder.lastIndex(of: ".build") { all.append("/" + folder[..<build].joined(separator: "/") + "/scripts/demos") }
    }
    return all
  }
  private static func all() -> [(name: String, path: String)] {
    for f in folders {
      let names = (FileText.names(in: f) ?? []).filter { $0.hasSuffix(".ps1") }.sorted()
      if !names.isEmpty { return names.map { (String($0.dropLast(4)), f + "/" + $0) } }
    }
    return []
  }

  static func play(_ name: String?, fast: Bool, record: String?, _ line: CommandLine, stackSize: Int) throws -> Int32 {
    let known = all()
    var chosen = known
    if let name {
      chosen = known.filter { $0.name.lowercased() == name.lowercased() }
      if chosen.isEmpty, Files.exists(name) { chosen = [(name, name)] }
      if chosen.isEmpty { throw CommandLine.BadUsage(message: "There is no demonstration '\(name)'; there are: " + known.map(\.name).joined(separator: ", ") + ".") }
    }
    if chosen.isEmpty { throw CommandLine.BadUsage(message: "No demonstrations were found; CSSHELL_SHARE may name the folder that holds them.") }
    for (i, demo) in chosen.enumerated() {
      let script: DemoScript
      do { script = try DemoScript(FileText.text(demo.path) ?? "", isIncomplete: Session.isIncomplete) } catch let e as DemoError {
        throw CommandLine.BadUsage(message: "\(demo.path), \(e.message)")
      }
      var settings = line
      settings.deployment = line.deployment ?? script.deployment
      let session = try Session(settings, isInteractive: false, stackSize: stackSize)
      if i > 0 { session.host.write("\n") }
      var recorder: CastRecorder?
      if let record {
        recorder = CastRecorder(path: record, title: script.title, width: session.host.width, height: session.host.height)
        if recorder == nil { throw CommandLine.BadUsage(message: "'\(record)' cannot be written: \(String(cString: strerror(errno))).") }
      }
      let code = DemoPlayer(host: session.host, isFast: fast, recorder: recorder, run: { session.runInput($0) }).play(script)
      if code != 0 { return code }
    }
    return 0
  }
}
