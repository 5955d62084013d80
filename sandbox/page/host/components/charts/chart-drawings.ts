/** UI Kit's charts, which Atlaskit does not have. */
import type { Drawings } from '../../draw'
import { BarChart, HorizontalBarChart, HorizontalStackBarChart, StackBarChart } from './bar-charts'
import { LineChart } from './line-chart'
import { DonutChart, PieChart } from './pie-charts'

export const chartDrawings: Drawings = {
  BarChart,
  StackBarChart,
  HorizontalBarChart,
  HorizontalStackBarChart,
  LineChart,
  PieChart,
  DonutChart,
}
