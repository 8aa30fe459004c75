/// Plays a demonstration: prompt, typed command, real output.
import Engine
import Glibc

public final class DemoPlayer {
  private let host: TerminalHost
  private let run: (String) -> Int32?
  private let isFast: Bool
  private let recorder: CastRecorder?
  private var charactersPerSecond = 35.0
  private static let prompt = "PS> "

  /// - Parameters:
  ///   - run: runs an input as the interactive shell does; an exit code ends the demonstration
  public init(host: TerminalHost, isFast: Bool, recorder: CastRecorder?, run: @escaping (String) -> Int32?) {
    self.host = host
    self.isFast = isFast
    self.recorder = recorder
    self.run = run
  }

  public func play(_ script: DemoScript) -> Int32 {
    host.tap = recorder.map { r in { r.write($0) } }
    defer { host.tap = nil; host.flush() }
    if !script.title.isEmpty { say(script.title, isTitle: true) }
    for step in script.steps {
      if Signals.takeInterrupt() { return 130 }
      switch step {
      case .say(let text): say(text, isTitle: false)
      case .pause(let s): wait(s)
      case .speed(let n): charactersPerSecond = n
      case .hidden(let input):
        let tap = host.tap
        host.tap = nil
        host.isMuted = true
        let code = run(input)
        host.isMuted = false
        host.tap = tap
        if let code { return code }
      case .input(let input):
        type(input)
        if let code = run(input) { return code }
        host.flush()
        wait(0.6)
      }
    }
    wait(1)
    return 0
  }

  private func say(_ text: String, isTitle: Bool) {
    let color = host.usesColor
    host.write((color ? isTitle ? "\u{1B}[1m" : "\u{1B}[32m" : "") + "# " + text + (color ? "\u{1B}[0m" : "") + "\n")
    host.flush()
    wait(min(4, 0.5 + Double(text.unicodeScalars.count) / 25))
  }
  private func type(_ input: String) {
    for (i, line) in input.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      host.write(i == 0 ? DemoPlayer.prompt : InputLoop.continuation)
      host.flush()
      if isFast, recorder == nil { host.write(String(line)) } else {
        for c in line {
          host.write(String(c))
          host.flush()
          wait(1 / charactersPerSecond)
        }
      }
      host.write("\n")
      wait(0.2)
    }
  }
  /// Lets scripted time pass, and real time too unless played fast.
  private func wait(_ seconds: Double) {
    recorder?.clock += seconds
    if isFast { return }
    host.flush()
    usleep(UInt32(seconds * 1e6))
  }
}
