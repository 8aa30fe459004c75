/// `-Journal FILE`: opens the file that keeps the forest between sessions, or says why not.
import Directory
import Glibc

enum Journals {
  /// What ends the program before it begins.
  struct Refusal: Error {
    let message: String
    let exitCode: Int32
  }

  // As sysexits.h numbers them.
  private static let dataError: Int32 = 65, ioError: Int32 = 74, temporaryFailure: Int32 = 75

  static func open(_ line: CommandLine) throws -> JournalFile? {
    guard let path = line.journal else {
      if line.journalRecover { throw CommandLine.BadUsage(message: "-JournalRecover needs -Journal and the file to recover.") }
      return nil
    }
    do {
      let journal = try JournalFile(path: path, recover: line.journalRecover)
      if let (copy, position) = journal.recovered {
        fputs(
          """
          csshell: the journal '\(path)' was damaged at byte \(position). It is cut there and goes on with \(count(journal.recordCount, "record")); the \
          damaged file is kept as '\(copy)'.

          """,
          stderr)
      } else if journal.droppedBytes > 0 {
        fputs("csshell: the journal '\(path)' ends in a record that was never finished; its \(count(journal.droppedBytes, "byte")) are dropped.\n", stderr)
      }
      if let asked = line.deployment, !journal.isEmpty { fputs("csshell: the journal '\(path)' goes on with the forest it holds; -Deployment \(asked) is not loaded.\n", stderr) }
      return journal
    } catch { throw refusal(error, path) }
  }

  private static func count(_ n: Int, _ what: String) -> String { "\(n) \(what)\(n == 1 ? "" : "s")" }

  private static func refusal(_ problem: JournalFile.Problem, _ path: String) -> Refusal {
    switch problem {
    case .cannotOpen(let why): return Refusal(message: "csshell: the journal '\(path)' cannot be opened: \(why).", exitCode: ioError)
    case .inUse(let process):
      let who = process.map { " (process \($0))" } ?? ""
      return Refusal(message: "csshell: the journal '\(path)' is in use by another shell\(who).", exitCode: temporaryFailure)
    case .notAJournal:
      return Refusal(message: "csshell: '\(path)' is no journal, or its first bytes (position 0) are damaged.", exitCode: dataError)
    case .damaged(let position, let record, let what):
      let place = record > 0 ? "at byte \(position) (record \(record))" : "at byte \(position)"
      return Refusal(message: "csshell: the journal '\(path)' is damaged \(place): \(what). Everything before it can be recovered: "
        + "csshell -Journal '\(path)' -JournalRecover keeps the damaged file as '\(path).damaged' and goes on from there.", exitCode: dataError)
    }
  }
}
