/// How Undo- and Redo-SimChange go through the changes, step by step.
import Engine
import Lync

extension Invocation {
  /// Takes one step after the other until the number is reached or there is none; each is told by its title.
  func step(_ count: Int?, elseSay none: String, _ step: (LyncWorld) -> String?) throws {
    try refusals {
      let world = try session.world()
      for done in 0..<max(0, count ?? 1) {
        if done & 1023 == 1023 { try poll() }
        guard let title = step(world) else { return try warning(none) }
        try verbose(title)
      }
    }
    session.showComputer()
  }
}
