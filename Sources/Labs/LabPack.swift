/// One lab: its facts and texts, from the embedded packs.
import Engine
import LyncCmdlets

struct LabPack {
  let id: String
  let title: String
  let deployment: String
  let minutes: Int
  let rules: [String]

  /// A file of the pack; nil when it has none of that name.
  func text(_ file: String) -> String? { EmbeddedLabs.text(id + "/" + file) }

  static func all(_ context: ExecutionContext) throws -> [LabPack] { try EmbeddedLabs.labs.compactMap { try read($0, context) } }

  /// `L-20C`, `l20c` or `20C`.
  static func named(_ name: String, _ context: ExecutionContext) throws -> LabPack? {
    func plain(_ id: String) -> String { id.lowercased().filter { $0 != "-" && $0 != " " } }
    let wanted = plain(name)
    guard let id = EmbeddedLabs.labs.first(where: { plain($0) == wanted || plain($0) == "l" + wanted }) else { return nil }
    return try read(id, context)
  }

  private static func read(_ id: String, _ context: ExecutionContext) throws -> LabPack? {
    guard let text = EmbeddedLabs.text(id + "/lab.psd1"), case .hash(let facts) = try context.invokeBlock(context.makeBlock(text)).base else { return nil }
    func string(_ name: String) -> String { facts.get(name).map { Conversion.toString($0, context) } ?? "" }
    let rules = facts.get("Rules").map { value in value.arrayValue?.values.map { Conversion.toString($0, context) } ?? [Conversion.toString(value, context)] } ?? []
    return LabPack(id: id, title: string("Title"), deployment: string("Deployment"), minutes: Int(string("Minutes")) ?? 0, rules: rules)
  }
}

/// Which lab a session is at, and how many hints were read.
final class LabSession {
  var current: String?
  var hintsRead: [String: Int] = [:]

  static func of(_ context: ExecutionContext) -> LabSession { context.service("LabSession") { LabSession() } }
}

extension Invocation {
  /// The lab a command is about: the one named, else the one under way.
  /// - Parameter missing: what is said when there is neither
  func lab(_ name: String?, _ missing: String = "No lab was started. Get-Lab lists them, Start-Lab begins one.") throws -> LabPack {
    guard let name = name ?? LabSession.of(context).current else {
      let earlier = LabProgress.read().current.map { " Start-Lab -Continue takes up \($0)." } ?? ""
      throw terminating("NoLab", .invalidOperation, missing + earlier)
    }
    guard let lab = try LabPack.named(name, context) else {
      throw terminating("LabNotFound", .objectNotFound, "Cannot find lab \"\(name)\". Get-Lab lists them.", exception: "System.ArgumentException", target: .str(name))
    }
    return lab
  }

  /// Loads the lab's deployment and runs its setup.
  /// - Parameter forgetting: the forest kept of an earlier attempt goes
  func begin(_ lab: LabPack, forgetting: Bool = true) throws {
    try setUp(lab.deployment) {
      guard let setup = lab.text("setup.ps1") else { return }
      _ = try context.invokeBlock(context.makeBlock("$WarningPreference = 'SilentlyContinue'; $ConfirmPreference = 'None'; $ErrorActionPreference = 'Stop'\n" + setup))
    }
    LabSession.of(context).current = lab.id
    LabSession.of(context).hintsRead[lab.id] = 0
    LabProgress.update(lab.id) { $0.hintsRead = 0 }
    if forgetting { LabProgress.forgetForest(of: lab.id) }
  }

  /// Takes a lab up where it was last kept; false when nothing was kept.
  func resume(_ lab: LabPack) throws -> Bool {
    guard let text = LabProgress.forest(of: lab.id), try loadForest(text, name: lab.id) else { return false }
    LabSession.of(context).current = lab.id
    LabSession.of(context).hintsRead[lab.id] = LabProgress.read().entries[lab.id]?.hintsRead ?? 0
    LabProgress.update(lab.id) { _ in }
    return true
  }
}
